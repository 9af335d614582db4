// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Writes the seeds of all harnesses, a few kB each: make-fuzz-corpus FOLDER. What a fuzzer found is added to
// tests/fuzz/corpus by hand, under a name that says what it was.
#include "core/dataset/dataset.h"
#include "core/error.h"
#include "core/files.h"
#include "core/run/run_folder.h"
#include "core/run/run_reader.h"
#include "core/text/bpe_trainer.h"
#include "core/vision_input/image.h"
#include "imaging/decoding/protocol.h"
#include "imaging/scan/scan_item.h"
#include "tests/support/dicom_bytes.h"

#include <cstdio>
#include <filesystem>
#include <fmt/format.h>
#include <zip.h>

namespace {

namespace fs = std::filesystem;
using namespace vrft;
using namespace vrft::test;

class Corpus {
public:
    Corpus(const fs::path& folder, const std::string& harness)
        : folder_(folder / harness) {
        makeFolders(folder_);
    }
    void add(const std::string& name, const std::string& content) {
        writeFileAtomic(folder_ / name, content, false);
    }
    const fs::path& folder() const { return folder_; }

private:
    fs::path folder_;
};

void makeDicomSeeds(const fs::path& folder) {
    Corpus prescan(folder, "prescan");
    Corpus frames(folder, "frames");
    int number = 0;
    for (const std::string& seed : seedFiles()) {
        prescan.add(fmt::format("seed{:02}", number), seed);
        frames.add(fmt::format("seed{:02}", number++), seed);
    }
    const ElementWriter bytes(Encoding::ExplicitLittle);
    const std::string window =
        bytes.element({0x0028, 0x1050}, "DS", "40\\80") + bytes.element({0x0028, 0x1051}, "DS", "400\\ 80.5");
    prescan.add("window", dicomFile("1.2.840.10008.1.2.1", seedHeader(bytes) + window));
    std::string segments = bytes.number(1, 4) + bytes.number(64, 4) + std::string(56, '\0');
    segments += '\x0F' + seedPixels(16) + '\0';
    frames.add("rle", dicomFile("1.2.840.10008.1.2.5", seedHeader(bytes) + seedFragments({segments})));
    const std::string palette = DicomBytes::image(2, 2, 8, 8, false, "PALETTE COLOR")
                                    .usList(0x0028, 0x1101, {4, 0, 16})
                                    .usList(0x0028, 0x1102, {4, 0, 16})
                                    .usList(0x0028, 0x1103, {4, 0, 16})
                                    .element(0x0028, 0x1201, "OW", DicomBytes::words({0, 100, 30000, 65535}))
                                    .element(0x0028, 0x1202, "OW", DicomBytes::words({0, 200, 20000, 65535}))
                                    .element(0x0028, 0x1203, "OW", DicomBytes::words({0, 300, 10000, 65535}))
                                    .element(0x7FE0, 0x0010, "OW", std::string("\x00\x01\x02\x03", 4))
                                    .file();
    frames.add("palette", palette);
    frames.add("words", DicomBytes::image(2, 2, 16, 12, true)
                            .text(0x0028, 0x1050, "DS", "40")
                            .text(0x0028, 0x1051, "DS", "400")
                            .element(0x7FE0, 0x0010, "OW", DicomBytes::words({1, 2, -3, 4}))
                            .file());
    frames.add(
        "colour",
        DicomBytes::image(1, 2, 8, 8, false, "YBR_FULL", 3).element(0x7FE0, 0x0010, "OW", "abcdef").file());
}

void makeDicomDirSeeds(const fs::path& folder) {
    Corpus corpus(folder, "dicomdir");
    corpus.add(
        "ids",
        "IA/B/IM1\nA/IM2;1\nIM3\n../SECRET\nOUT/SECRET\nLINK\nPIPE\nINSIDE\n/etc/passwd\nC:/X\n\nA//B\n");
    const ElementWriter bytes(Encoding::ExplicitLittle);
    std::string records;
    for (const char* id : {"A\\B\\IM1", "..\\SECRET", "IM3"})
        records += bytes.item(bytes.element({0x0004, 0x1400}, "UL", bytes.number(0, 4)) +
                              bytes.element({0x0004, 0x1430}, "CS", "IMAGE") +
                              bytes.element({0x0004, 0x1500}, "CS", id));
    const std::string data =
        bytes.element({0x0004, 0x1200}, "UL", bytes.number(0, 4)) + bytes.sequence({0x0004, 0x1220}, records);
    // A meta header that names the directory's class.
    const std::string meta = bytes.element({0x0002, 0x0002}, "UI", "1.2.840.10008.1.3.10") +
                             bytes.element({0x0002, 0x0010}, "UI", "1.2.840.10008.1.2.1");
    corpus.add("dicomdir", std::string(128, '\0') + "DICM" +
                               bytes.element({0x0002, 0x0000}, "UL",
                                             bytes.number(static_cast<std::uint32_t>(meta.size()), 4)) +
                               meta + data);
}

std::string zipOf(const fs::path& scratch, const std::vector<std::pair<std::string, std::string>>& members) {
    int code = 0;
    zip_t* archive = zip_open(scratch.c_str(), ZIP_CREATE | ZIP_TRUNCATE, &code);
    if (archive == nullptr) throw Error(ErrorCode::Io, "libzip can't write", scratch.string());
    for (const auto& [name, content] : members) {
        zip_source_t* source = zip_source_buffer(archive, content.data(), content.size(), 0);
        const zip_int64_t index = zip_file_add(archive, name.c_str(), source, ZIP_FL_OVERWRITE);
        zip_file_set_mtime(archive, static_cast<zip_uint64_t>(index), 0, 0); // the same bytes every day
    }
    if (zip_close(archive) != 0) throw Error(ErrorCode::Io, "libzip can't write", scratch.string());
    std::string bytes = readTextFile(scratch);
    fs::remove(scratch);
    return bytes;
}

void makeFileSeeds(const fs::path& folder) {
    Corpus corpus(folder, "zip");
    const std::string dicom = seedFiles()[5];
    const fs::path scratch = corpus.folder() / "scratch.zip";
    corpus.add("two.zip", zipOf(scratch, {{"a/one.dcm", dicom}, {"../../two.txt", "hello"}}));
    Image image{3, 2, 3, {}};
    for (int i = 0; i < 18; ++i)
        image.pixels.push_back(static_cast<std::uint8_t>(i * 13));
    corpus.add("colour.png", encodePng(image));
    std::string nifti(352 + 16, '\0');
    nifti.replace(0, 2, "\x5c\x01");
    nifti.replace(344, 4, std::string("n+1\0", 4));
    nifti[40] = 3;
    for (const std::size_t at : {42U, 44U, 46U})
        nifti[at] = 2;
    nifti[70] = 4;                                             // 16-bit
    nifti.replace(108, 4, std::string("\x00\x00\xb0\x43", 4)); // data begin at 352
    for (const std::size_t at : {80U, 84U, 88U})
        nifti.replace(at, 4, std::string("\x00\x00\x80\x3f", 4)); // 1 mm
    corpus.add("volume.nii", nifti);
    std::string bitmap("BM\x46\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0\x02\0\0\0\x02\0\0\0\x01\0\x18\0", 30);
    bitmap.resize(54);
    corpus.add("colour.bmp", bitmap + std::string("abcdef\0\0ghijkl\0\0", 16));
    corpus.add("image.dcm", dicom);
}

void makeLineSeeds(const fs::path& folder) {
    ScanItem item;
    item.record.patient = {"P", "Doe^Jane \"x\"", "19700101", "F", PatientIdentity::Known};
    item.record.study.uid = "1.2";
    item.record.series.uid = "1.3";
    item.record.series.number = 4;
    item.record.instance.sopUid = "1.4";
    item.record.instance.spacing_mm = {0.5, 0.25};
    item.record.instance.position = -12.125;
    item.record.instance.burnedIn = false;
    item.record.instance.contentHash = std::string(64, 'a');
    const std::string whole = itemToLine(item);
    ScanItem trouble;
    trouble.fate = ScanItem::Fate::Unreadable;
    trouble.member = "a/b.dcm";
    trouble.reason = "cut short";
    trouble.tag = "7FE0,0010";
    trouble.offset = 77;
    Corpus items(folder, "scan_item");
    items.add("image", whole);
    items.add("several", whole + "\n" + itemToLine(item, &item.record) + "\n" + itemToLine(trouble) + "\n");

    Corpus protocol(folder, "protocol");
    DecodedFrame frame;
    frame.stored = {4, 3, 1, SampleType::U16, {}};
    frame.photometric = "MONOCHROME2";
    frame.attributes.windows.push_back({40, 400, WindowFunction::Linear, "soft"});
    frame.attributes.position_mm = {{1, 2, 3}};
    protocol.add("reply", std::string(1, '\0') + jsonLine(replyToJson(7, frame)));
    protocol.add("error", std::string(1, '\0') + jsonLine(errorReply(7, Error(ErrorCode::Unsupported, "what",
                                                                              "where", "next"))));
    protocol.add("frame", "\x01" + jsonLine(requestToJson({7, DecodeTask::Frame, "/nowhere.dcm", 0, {}, 0})));
    protocol.add("render",
                 "\x01" + jsonLine(requestToJson({7, DecodeTask::Render, "/nowhere.dcm", 2,
                                                  Window{40, 400, WindowFunction::Linear, {}}, 64})));
}

void makeAnnotationSeeds(const fs::path& folder) {
    Corpus corpus(folder, "annotations");
    corpus.add("csv", std::string(1, '\0') + "source,frame,task,label,grade,x1,y1,x2,y2,reader,note\r\n"
                                             "a.dcm,0,t,cell,,1,2,3.5,4,ann,\"a \"\"b\"\", c\"\r\n"
                                             "a.dcm,0,t,cell,,5,6,7,8,ann,\nb.dcm,,,,3,,,,,,\n");
    corpus.add("jsonl",
               "\x01{\"source\":\"a.dcm\",\"task\":\"t\",\"label\":\"cell\",\"boxes\":[[1,2,3,4]],"
               "\"attributes\":{\"margin\":\"smooth\"},\"reasoning\":\"round\"}\n{\"source\":\"b.dcm\"}\n");
    corpus.add("coco",
               "\x02{\"images\":[{\"id\":1,\"file_name\":\"a.png\",\"width\":9,\"height\":9}],\"categories\":"
               "[{\"id\":2,\"name\":\"cell\"}],\"annotations\":[{\"id\":3,\"image_id\":1,\"category_id\":2,"
               "\"bbox\":[1,2,3,4],\"iscrowd\":0}]}");
    corpus.add("voc",
               "\x03<annotation><filename>a.jpg</filename><size><width>9</width><height>9</height></size>"
               "<object><name>cell</name><bndbox><xmin>1</xmin><ymin>1</ymin><xmax>4</xmax><ymax>5</ymax>"
               "</bndbox></object></annotation>");
}

// Of a tensor file: its header behind the length, then the data.
std::string tensorFile(const std::string& header, std::size_t data_bytes) {
    std::string bytes;
    for (std::size_t i = 0; i < 8; ++i)
        bytes += static_cast<char>((header.size() >> (8 * i)) & 0xFF);
    return bytes + header + std::string(data_bytes, '\0');
}

void makePolicySeeds(const fs::path& folder) {
    Corpus weights(folder, "safetensors");
    weights.add("two",
                tensorFile(R"({"__metadata__":{"format":"pt"},"a":{"dtype":"F32","shape":[2,1],)"
                           R"("data_offsets":[0,8]},"b":{"dtype":"BF16","shape":[3],"data_offsets":[8,14]}})",
                           14));
    weights.add("scalar_and_none", tensorFile(R"({"a":{"dtype":"I64","shape":[],"data_offsets":[0,8]},)"
                                              R"("b":{"dtype":"U8","shape":[0,5],"data_offsets":[8,8]}})",
                                              8));
    weights.add("overlap", tensorFile(R"({"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},)"
                                      R"("b":{"dtype":"U8","shape":[4],"data_offsets":[2,6]}})",
                                      6));
    weights.add("claims_2_to_the_62", "\xff\xff\xff\xff\xff\xff\xff\x3f{}");
    weights.add(
        "sizes_overflow_beside_a_zero",
        tensorFile(R"({"a":{"dtype":"U8","shape":[9223372036854775807,2,0],"data_offsets":[0,0]}})", 0));

    const std::string nul(1, '\0');
    const std::string module = "base_model.model.model.language_model.layers.0.mlp.up_proj.lora_";
    Corpus adapters(folder, "peft_adapter");
    adapters.add("pair",
                 R"({"peft_type":"LORA","r":2,"lora_alpha":4,"bias":"none","rank_pattern":{}})" + nul +
                     tensorFile(R"({")" + module + R"(A.weight":{"dtype":"F16","shape":[2,3],)" +
                                    R"("data_offsets":[0,12]},")" + module +
                                    R"(B.weight":{"dtype":"F16","shape":[1,2],"data_offsets":[12,16]}})",
                                16));

    Corpus configs(folder, "model_config");
    configs.add("whole",
                nul +
                    R"({"model_type":"qwen2_5_vl","text_config":{"hidden_size":8,"intermediate_size":8,)"
                    R"("num_hidden_layers":1,"num_attention_heads":2,"num_key_value_heads":1,"vocab_size":9,)"
                    R"("rms_norm_eps":1e-6,"rope_parameters":{"rope_type":"default","rope_theta":1e4,)"
                    R"("mrope_section":[1,1,0]}},"vision_start_token_id":1,"vision_end_token_id":2,)"
                    R"("image_token_id":3,"vision_config":{"depth":1,"hidden_size":8,"num_heads":2,)"
                    R"("out_hidden_size":8,"fullatt_block_indexes":[0]}})");
    configs.add("changes", "\x01"
                           R"({"num_attention_heads":2,"rope_scaling":{"mrope_section":[4,6,6]},)"
                           R"("vision_config":{"patch_size":16,"window_size":64,"hidden_size":null}})");
    configs.add("generation", "\x02"
                              R"({"eos_token_id":[1,2],"suppress_tokens":[3]})");
    configs.add("preprocessor",
                "\x03"
                R"({"size":{"shortest_edge":3136,"longest_edge":1003520},"patch_size":14,)"
                R"("merge_size":2,"image_mean":[0.5,0.5,0.5],"image_std":[1,1,1],"resample":3})");
    configs.add("sizes_overflow",
                "\x01"
                R"({"vision_config":{"patch_size":16777216,"spatial_merge_size":16777216}})");

    Corpus tokenizers(folder, "tokenizer");
    const std::vector<std::string> corpus = {"a cell, a cell"};
    const std::vector<AddedToken> added = {{"<|end|>", true}};
    const Json tokenizer = trainTokenizer(corpus, 260, added);
    tokenizers.add("whole", nul + jsonLine(tokenizer) + nul + "a cell <|end|>");
    tokenizers.add("changes",
                   "\x01"
                   R"({"normalizer":{"type":"NFC"},"model":{"ignore_merges":true,"vocab":)"
                   R"({"xy":400}},"added_tokens":[{"id":401,"content":"<b>","normalized":true}]})" +
                       nul + "xy <b> \u00e9");
    tokenizers.add("pattern", "\x01"
                              R"({"pre_tokenizer":{"type":"Sequence","pretokenizers":[{"type":"Split",)"
                              R"("pattern":{"Regex":"\\s+|[^\\s]{1,3}"},"behavior":"Isolated"},)"
                              R"({"type":"ByteLevel","add_prefix_space":false,"use_regex":false}]}})" +
                                  nul + "the margin is smooth");
    std::string merges = "#version: 0.2\n";
    for (const Json& merge : tokenizer["model"]["merges"])
        merges += (merge.is_string() ? merge.get<std::string>()
                                     : merge[0].get<std::string>() + " " + merge[1].get<std::string>()) +
                  "\n";
    tokenizers.add("pieces", "\x02" + jsonLine(tokenizer["model"]["vocab"]) + nul + merges + nul +
                                 R"({"<t>":300})" + nul +
                                 R"({"added_tokens_decoder":{"300":{"content":"<t>","special":false}}})" +
                                 nul + "a <t> cell");
}

void makeDatasetSeeds(const fs::path& folder) {
    Corpus corpus(folder, "dataset");
    const std::string nul(1, '\0');
    Task task;
    task.id = "size";
    task.kind = TaskKind::Grading;
    task.name = "Size";
    task.question = "How large is it?";
    task.classes = {
        {"s", "small", {"little"}, 0, "below 1 cm", {{"margin", {"smooth", "rough"}, "look at it"}}},
        {"l", "large", {}, 1, "", {}}};
    task.distance.preset = GradeDistance::Preset::Table;
    corpus.add("task", nul + jsonLine(taskToJson(task)));
    Dataset dataset;
    dataset.name = "sizes";
    dataset.task = task;
    for (const Split split : kSplits) {
        for (const TaskClass& taskClass : task.classes) {
            Sample sample;
            sample.id = fmt::format("s{}{}", static_cast<int>(split), taskClass.id);
            sample.split = split;
            sample.patient = sample.id;
            sample.images.push_back({imageFile(std::string(64, 'a')), 9, 9, {{0.5, 0.5}}, {}});
            sample.target = {taskClass.id, taskClass.grade, {{1, 2, 3, 4}}, {{"margin", "smooth"}}, "round"};
            dataset.samples.push_back(sample);
        }
    }
    sortSamples(dataset.samples);
    corpus.add("sample", "\x01" + sampleLine(dataset.samples.front()));
    dataset.hash = datasetHash(task, dataset.samples);
    dataset.counts = countSamples(task, dataset.samples);
    dataset.certificate = certify(dataset.samples);
    std::string lines;
    for (const Sample& sample : dataset.samples)
        lines += sampleLine(sample);
    corpus.add("folder",
               "\x02" + jsonLine(datasetToJson(dataset)) + nul + jsonLine(taskToJson(task)) + nul + lines);
}

void makeRunSeeds(const fs::path& folder) {
    Corpus documents(folder, "run_json");
    const std::string nul(1, '\0');
    PresetContext context;
    context.kind = TaskKind::Grading;
    context.steps = 7;
    RunInfo info;
    info.id = "20260101-000000-a";
    info.name = "a";
    info.recipe = presetRecipe("rft+fuzzy", context);
    info.datasets["main"] = {std::string(64, 'a'), "../d"};
    info.policy = {std::string(64, 'b'), "../p", 1000};
    const std::string recipe = jsonLine(recipeToJson(info.recipe));
    documents.add("written", nul + "\x01" + recipe);
    documents.add("short", nul + "\x01"
                                 R"({"format":1,"stages":[{"name":"main","steps":3,"rewards":)"
                                 R"([{"name":"format","weight":1}]}],"optimiser":{"lr":1e-3}})");
    documents.add("resolved", "\x01" + nul + recipe);
    documents.add("run", "\x02" + nul + jsonLine(runInfoToJson(info)));
    documents.add("study", "\x03" + nul +
                               R"({"format":1,"rows":["rft","vrft-aug"],"datasets":{"a":"d"},)"
                               R"("policies":{"a":"p"},"seeds":[1,2],"steps":3,"control":"rft","out":"o"})");
    documents.add("queue", "\x04" + nul + R"({"format":1,"runs":["a","../b"]})");

    CompletionRecord completion;
    completion.step = 1;
    completion.sample = "s1";
    completion.text = "<think>a</think><answer>[1, 2, 3, 4]</answer>";
    completion.think = "a";
    completion.boxes = {{1, 2, 3, 4}};
    completion.rewards = {{"format", 1, 1, "well formed"}};
    completion.length = 2;
    completion.tokens = TokenSpan{kTokenHeaderBytes, 2};
    const std::vector<TokenRecord> tokens = {{1, -0.5F, 0.25F}, {2, -1, 1}};
    const std::string metrics = "{\"step\":1,\"stage\":\"main\",\"time\":2,\"kl\":0.5,\"lr\":null}\n";
    const std::string mark = "{\"kind\":\"resumed\",\"from_step\":0,\"time\":3}\n";
    Corpus records(folder, "run_records");
    records.add("run", metrics + mark + metrics + nul +
                           jsonLine(eventToJson({1, 1, EventKind::Alarm, "what", "next"})) + "\n" + nul +
                           jsonLine(completionToJson(completion)) + "\n" + mark + nul +
                           R"({"format":1,"want":"pause","serial":3})" + nul +
                           R"({"format":1,"beat":1,"pid":1,"process_start":2,"boot_id":"b","step":1,)"
                           R"("phase":"update","serial":3})" +
                           nul + R"({"format":1,"step":1,"score":0.5})" + nul +
                           R"({"format":1,"step":1,"files":[{"name":"state.json","bytes":0,"sha256":"a"}],)"
                           R"("offsets":{"metrics.jsonl":5}})" +
                           nul + tokenHeader() + packTokens(tokens));
    records.add("nested", "{\"step\":1,\"a\":" + std::string(3000, '[') + std::string(3000, ']') + "}\n");
}

} // namespace

int main(int argc, char** argv) {
    if (argc != 2) {
        std::fputs("make-fuzz-corpus FOLDER\n", stderr);
        return 2;
    }
    try {
        makeDicomSeeds(argv[1]);
        makeDicomDirSeeds(argv[1]);
        makeFileSeeds(argv[1]);
        makeLineSeeds(argv[1]);
        makeAnnotationSeeds(argv[1]);
        makePolicySeeds(argv[1]);
        makeDatasetSeeds(argv[1]);
        makeRunSeeds(argv[1]);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "make-fuzz-corpus: %s\n", error.what());
        return 1;
    }
    return 0;
}
