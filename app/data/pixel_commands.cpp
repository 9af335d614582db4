// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/usage.h"
#include "app/data/commands.h"

#include "core/error.h"
#include "core/files.h"
#include "imaging/decoding/service.h"
#include "imaging/dicom/display.h"
#include "imaging/dicom/tag_tree.h"

#include <charconv>
#include <filesystem>
#include <fmt/format.h>
#include <memory>

namespace vrft::data {

namespace fs = std::filesystem;

namespace {

struct PixelArguments {
    fs::path file;
    int frame = 0;
    fs::path out;
    std::string window; // "centre,width"
    int size = 0;       // longest side; 0: as it is
};

struct ServeArguments {
    int descriptor = 3;
    std::uint64_t memoryMb = 0;
};

void decode(const cli::Output& output, const PixelArguments& arguments) {
    const DicomImage image(arguments.file);
    const StoredFrame frame = image.frame(arguments.frame);
    writeFileAtomic(arguments.out, encodeNpy(frame));
    Json shape = {frame.height, frame.width};
    if (frame.channels != 1) shape.push_back(frame.channels);
    const std::string type(npyType(frame.type).substr(1));
    if (output.json)
        return output.document({{"file", arguments.out.string()},
                                {"frame", arguments.frame},
                                {"frames", image.layout().frames},
                                {"type", type},
                                {"shape", shape},
                                {"photometric", image.layout().photometric}});
    output.say(fmt::format("{}: frame {} of {}, {} rows, {} columns, {}", arguments.out.string(),
                           arguments.frame, image.layout().frames, frame.height, frame.width, type));
}

Window parseWindow(const std::string& text) {
    Window window;
    const char* const end = text.data() + text.size();
    const auto [comma, first] = std::from_chars(text.data(), end, window.centre);
    bool good = first == std::errc() && comma != end && *comma == ',';
    if (good) {
        const auto [last, second] = std::from_chars(comma + 1, end, window.width);
        good = second == std::errc() && last == end && window.width >= 1 && std::isfinite(window.width) &&
               std::isfinite(window.centre);
    }
    if (!good)
        throw Error(ErrorCode::InvalidArgument, fmt::format("\"{}\" is no window", text), "--window",
                    "Write it as centre,width with a width of 1 or more, such as 40,400");
    return window;
}

void render(const cli::Output& output, const PixelArguments& arguments) {
    DisplayWish wish;
    if (!arguments.window.empty()) wish.window = parseWindow(arguments.window);
    const DicomImage image(arguments.file);
    const FrameAttributeReader reader(image.root(), image.layout().isSigned);
    DisplayedFrame shown = display(image, image.frame(arguments.frame), reader.read(arguments.frame), wish);
    shown.image = withLongestSide(std::move(shown.image), arguments.size);
    writeFileAtomic(arguments.out, encodePng(shown.image));
    Json window; // null where none was applied
    if (shown.window) window = {shown.window->centre, shown.window->width};
    if (output.json)
        return output.document({{"file", arguments.out.string()},
                                {"frame", arguments.frame},
                                {"width", shown.image.width},
                                {"height", shown.image.height},
                                {"window", window},
                                {"invert", shown.inverted}});
    output.say(
        fmt::format("{}: {}x{} pixels", arguments.out.string(), shown.image.width, shown.image.height));
}

void tags(const cli::Output& output, const PixelArguments& arguments) {
    const std::vector<TagNode> nodes = readTagTree(ParsedFile(arguments.file));
    if (output.json) return output.document(tagTreeJson(nodes));
    std::string text = tagTreeText(nodes);
    if (!text.empty()) text.pop_back(); // say() ends the last line
    output.say(text);
}

CLI::App* addFrameCommand(CLI::App& app, cli::Output& output, PixelArguments& arguments, const char* name,
                          const char* description, const char* result) {
    CLI::App* command = cli::addCommand(app, output, name, description);
    command->add_option("FILE", arguments.file, "DICOM file")->required();
    command->add_option("--frame", arguments.frame, "Frame, counted from 0")
        ->capture_default_str()
        ->check(cli::wholeNumber(0, 1'000'000'000));
    command->add_option("--out", arguments.out, result)->required();
    return command;
}

} // namespace

void addPixelCommands(CLI::App& app, cli::Output& output) {
    const auto decoding = std::make_shared<PixelArguments>();
    addFrameCommand(app, output, *decoding, "decode", "Stored values of one frame, before any look-up table",
                    "NumPy file (.npy) to write")
        ->callback([decoding, &output] { decode(output, *decoding); });

    const auto rendering = std::make_shared<PixelArguments>();
    CLI::App* command =
        addFrameCommand(app, output, *rendering, "render", "One frame as it is shown", "PNG file to write");
    command->add_option("--window", rendering->window, "Centre and width, such as 40,400");
    command->add_option("--size", rendering->size, "Pixels of the longest side (0: as it is)")
        ->check(cli::wholeNumber(0, 1'000'000'000));
    command->callback([rendering, &output] { render(output, *rendering); });

    const auto serving = std::make_shared<ServeArguments>();
    command = cli::addCommand(app, output, "serve", "Decode frames for the workstation, which starts this");
    command->add_option("--pixels", serving->descriptor, "Descriptor of the shared memory")
        ->capture_default_str();
    command->add_option("--memory-mb", serving->memoryMb, "Address space this process may use; 0: no limit")
        ->capture_default_str();
    command->callback([serving] { serveDecoding(serving->descriptor, serving->memoryMb << 20); });

    const auto reading = std::make_shared<PixelArguments>();
    command = cli::addCommand(app, output, "tags", "Every element of a DICOM file as a tree");
    command->add_option("FILE", reading->file, "DICOM file")->required();
    command->callback([reading, &output] { tags(output, *reading); });
}

} // namespace vrft::data
