// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/annotation/annotation_readers.h"
#include "core/annotation/entry_collector.h"
#include "core/error.h"

#include <fmt/format.h>
#include <unordered_map>

namespace vrft {

namespace {

struct CocoImage {
    std::string fileName;
    std::optional<Size> size;
    std::string where;
};

const Json& arrayOf(const Json& document, const char* key, const std::string& name) {
    const auto found = document.find(key);
    if (found == document.end() || !found->is_array())
        throw Error(ErrorCode::InvalidFormat, fmt::format("the list \"{}\" is missing", key), name,
                    "A COCO file has the lists images, annotations and categories");
    return *found;
}

// Ids are whole numbers or texts; 7 and 7.0 are one id.
std::optional<std::string> idOf(const Json& item, const char* key) {
    const auto found = item.find(key);
    if (found == item.end() || !(found->is_number() || found->is_string())) return std::nullopt;
    return canonicalJson(*found);
}

std::optional<Size> sizeOf(const Json& image) {
    const auto width = image.find("width");
    const auto height = image.find("height");
    if (width == image.end() || height == image.end() || !width->is_number_integer() ||
        !height->is_number_integer())
        return std::nullopt;
    const auto w = width->get<std::int64_t>();
    const auto h = height->get<std::int64_t>();
    if (w < 1 || h < 1 || w > INT32_MAX || h > INT32_MAX) return std::nullopt;
    return Size{static_cast<int>(w), static_cast<int>(h)};
}

class CocoReader {
public:
    explicit CocoReader(const std::string& name)
        : name_(name) {}

    AnnotationList read(const Json& document) {
        if (!document.is_object())
            throw Error(ErrorCode::InvalidFormat, "a COCO file is a JSON object", name_);
        readCategories(arrayOf(document, "categories", name_));
        readImages(arrayOf(document, "images", name_));
        int number = 0;
        for (const Json& item : arrayOf(document, "annotations", name_))
            readAnnotation(item, fmt::format("{} annotation {}", name_, number++));
        return collector_.take();
    }

private:
    void readCategories(const Json& categories) {
        int number = 0;
        for (const Json& item : categories) {
            const std::string where = fmt::format("{} category {}", name_, number++);
            const auto id = item.is_object() ? idOf(item, "id") : std::nullopt;
            const auto title = item.is_object() ? item.find("name") : item.end();
            if (!id || title == item.end() || !title->is_string()) {
                collector_.skip(where, {}, "a category without id or name");
            } else if (!categories_.try_emplace(*id, title->get<std::string>()).second) {
                collector_.skip(where, {},
                                fmt::format("category id {} stands twice; the first one counts", *id));
            }
        }
    }

    void readImages(const Json& images) {
        int number = 0;
        for (const Json& item : images) {
            const std::string where = fmt::format("{} image {}", name_, number++);
            const auto id = item.is_object() ? idOf(item, "id") : std::nullopt;
            const auto file = item.is_object() ? item.find("file_name") : item.end();
            if (!id || file == item.end() || !file->is_string() || file->get<std::string>().empty()) {
                collector_.skip(where, {}, "an image without id or file_name");
                continue;
            }
            const CocoImage image{file->get<std::string>(), sizeOf(item), where};
            if (!images_.try_emplace(*id, image).second) {
                collector_.skip(where, image.fileName,
                                fmt::format("image id {} stands twice; the first one counts", *id));
                continue;
            }
            collector_.entry(image.fileName, 0, {}, {}, where).imageSize = image.size;
        }
    }

    void readAnnotation(const Json& item, const std::string& where) {
        const auto imageId = item.is_object() ? idOf(item, "image_id") : std::nullopt;
        const auto image = imageId ? images_.find(*imageId) : images_.end();
        if (image == images_.end()) {
            collector_.skip(where, {}, "its image_id is not in the list of images");
            return;
        }
        AnnotationEntry& entry = collector_.entry(image->second.fileName, 0, {}, {}, image->second.where);
        const auto categoryId = idOf(item, "category_id");
        const auto category = categoryId ? categories_.find(*categoryId) : categories_.end();
        if (category == categories_.end()) {
            // Whatever it showed, the image can't count as empty.
            entry.lostBoxLabels.emplace_back();
            collector_.skip(where, entry.source, "its category_id is not in the list of categories");
            return;
        }
        const auto crowd = item.find("iscrowd");
        if (crowd != item.end() && crowd->is_number() && crowd->get<double>() != 0) {
            entry.lostBoxLabels.push_back(category->second);
            collector_.skip(where, entry.source, "a crowd region isn't one box; it is left out");
            return;
        }
        readBox(item, entry, category->second, where);
    }

    void readBox(const Json& item, AnnotationEntry& entry, const std::string& label,
                 const std::string& where) {
        const auto bbox = item.find("bbox");
        if (bbox == item.end() || bbox->is_null() || (bbox->is_array() && bbox->empty())) {
            setLabel(entry, label); // a category for the whole image
            return;
        }
        const bool numbers =
            bbox->is_array() && bbox->size() == 4 &&
            std::all_of(bbox->begin(), bbox->end(), [](const Json& v) { return v.is_number(); });
        if (!numbers) {
            entry.lostBoxLabels.push_back(label);
            collector_.skip(where, entry.source,
                            "its bbox is not four numbers [x, y, width, height]; it is left out");
            return;
        }
        const double x = (*bbox)[0].get<double>();
        const double y = (*bbox)[1].get<double>();
        collector_.addBox(entry, {x, y, x + (*bbox)[2].get<double>(), y + (*bbox)[3].get<double>()}, label,
                          where);
    }

    const std::string& name_;
    EntryCollector collector_;
    std::unordered_map<std::string, std::string> categories_; // id -> name
    std::unordered_map<std::string, CocoImage> images_;       // by id
};

} // namespace

AnnotationList readCoco(std::string_view text, const std::string& name) {
    return CocoReader(name).read(parseJson(text, name));
}

} // namespace vrft
