// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// DICOM files made byte by byte, right and wrong ones: explicit VR, little endian, elements in the order they
// are added.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace vrft::test {

class DicomBytes {
public:
    // The attributes of a one-channel image; `pixels` adds what is left.
    static DicomBytes image(int rows, int columns, int bitsAllocated, int bitsStored, bool isSigned = false,
                            const std::string& photometric = "MONOCHROME2", int channels = 1) {
        DicomBytes bytes;
        bytes.text(0x0008, 0x0016, "UI", "1.2.840.10008.5.1.4.1.1.7");
        bytes.text(0x0008, 0x0018, "UI", "2.25.3");
        bytes.us(0x0028, 0x0002, channels).text(0x0028, 0x0004, "CS", photometric);
        if (channels == 3) bytes.us(0x0028, 0x0006, 0);
        bytes.us(0x0028, 0x0010, rows).us(0x0028, 0x0011, columns);
        bytes.us(0x0028, 0x0100, bitsAllocated)
            .us(0x0028, 0x0101, bitsStored)
            .us(0x0028, 0x0102, bitsStored - 1);
        return bytes.us(0x0028, 0x0103, isSigned ? 1 : 0);
    }

    DicomBytes& element(int group, int number, std::string_view vr, std::string value) {
        if (value.size() % 2 != 0) value += vr == "UI" || vr == "OB" ? '\0' : ' ';
        head(group, number, vr, static_cast<std::uint32_t>(value.size()));
        data_ += value;
        return *this;
    }
    DicomBytes& text(int group, int number, std::string_view vr, const std::string& value) {
        return element(group, number, vr, value);
    }
    DicomBytes& us(int group, int number, int value) { return element(group, number, "US", words({value})); }
    DicomBytes& usList(int group, int number, const std::vector<int>& values) {
        return element(group, number, "US", words(values));
    }
    DicomBytes& sequence(int group, int number, const std::vector<DicomBytes>& items) {
        std::string value;
        for (const DicomBytes& item : items)
            value += std::string("\xFE\xFF\x00\xE0", 4) +
                     number32(static_cast<std::uint32_t>(item.data_.size())) + item.data_;
        head(group, number, "SQ", static_cast<std::uint32_t>(value.size()));
        data_ += value;
        return *this;
    }
    // Encapsulated pixel data; the first fragment is the offset table.
    DicomBytes& fragments(const std::vector<std::string>& fragments) {
        head(0x7FE0, 0x0010, "OB", 0xFFFFFFFFU);
        for (const std::string& fragment : fragments)
            data_ += std::string("\xFE\xFF\x00\xE0", 4) +
                     number32(static_cast<std::uint32_t>(fragment.size())) + fragment;
        data_ += std::string("\xFE\xFF\xDD\xE0\0\0\0\0", 8);
        return *this;
    }

    std::string file(const std::string& transferSyntax = "1.2.840.10008.1.2.1") const {
        DicomBytes meta;
        meta.element(0x0002, 0x0001, "OB", std::string("\0\x01", 2));
        meta.text(0x0002, 0x0002, "UI", "1.2.840.10008.5.1.4.1.1.7").text(0x0002, 0x0003, "UI", "2.25.3");
        meta.text(0x0002, 0x0010, "UI", transferSyntax);
        DicomBytes length;
        length.element(0x0002, 0x0000, "UL", number32(static_cast<std::uint32_t>(meta.data_.size())));
        return std::string(128, '\0') + "DICM" + length.data_ + meta.data_ + data_;
    }

    static std::string words(const std::vector<int>& values) {
        std::string bytes;
        for (const int value : values) {
            bytes += static_cast<char>(value & 0xFF);
            bytes += static_cast<char>(value >> 8 & 0xFF);
        }
        return bytes;
    }
    static std::string number32(std::uint32_t value) {
        return words({static_cast<int>(value & 0xFFFF), static_cast<int>(value >> 16)});
    }

private:
    void head(int group, int number, std::string_view vr, std::uint32_t length) {
        data_ += words({group, number});
        data_ += vr;
        const bool longLength = vr[0] == 'O' || vr == "SQ" || vr == "UN" || vr == "UT";
        data_ += longLength ? std::string(2, '\0') + number32(length) : words({static_cast<int>(length)});
    }

    std::string data_;
};

} // namespace vrft::test
