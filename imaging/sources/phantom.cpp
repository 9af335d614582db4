// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "imaging/sources/phantom.h"

#include "core/error.h"
#include "core/hash.h"
#include "core/random.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>

namespace vrft {
namespace {

struct Vector {
    double x = 0;
    double y = 0;
};

// (cos, sin) of `turn` full turns by Taylor series over an eighth of a turn: libm differs between machines,
// this doesn't. The error is below 1e-9, far under what a pixel shows.
Vector direction(double turn) {
    turn -= std::floor(turn);
    const int octant = static_cast<int>(turn * 8.0) & 7;
    const int quarter = ((octant + 1) / 2) & 3;
    const double angle = (turn - 0.25 * ((octant + 1) / 2)) * 6.283185307179586;
    const double a2 = angle * angle;
    const double c =
        1.0 - a2 / 2.0 * (1.0 - a2 / 12.0 * (1.0 - a2 / 30.0 * (1.0 - a2 / 56.0 * (1.0 - a2 / 90.0))));
    const double s = angle * (1.0 - a2 / 6.0 * (1.0 - a2 / 20.0 * (1.0 - a2 / 42.0 * (1.0 - a2 / 72.0))));
    if (quarter == 0) return {c, s};
    if (quarter == 1) return {-s, c};
    if (quarter == 2) return {-c, -s};
    return {s, -c};
}

double between(CounterRandom& random, double low, double high) {
    return low + (high - low) * random.uniform();
}

double smoothStep(double t) {
    return t * t * (3.0 - 2.0 * t);
}

// A bell without exp: 1 at 0, 1/4 at one width.
double bell(double distance, double width) {
    const double q = distance / width;
    const double d = 1.0 + q * q;
    return 1.0 / (d * d);
}

// Value noise in [-1, 1] on a lattice of `cell` pixels.
class SmoothNoise {
public:
    SmoothNoise(CounterRandom& random, int width, int height, double cell)
        : cell_(cell)
        , columns_(static_cast<int>(width / cell) + 3)
        , rows_(static_cast<int>(height / cell) + 3) {
        values_.resize(static_cast<std::size_t>(columns_) * static_cast<std::size_t>(rows_));
        for (double& value : values_)
            value = 2.0 * random.uniform() - 1.0;
    }

    double at(double x, double y) const {
        const double u = x / cell_;
        const double v = y / cell_;
        const int i = static_cast<int>(u);
        const int j = static_cast<int>(v);
        const double a = smoothStep(u - i);
        const double b = smoothStep(v - j);
        const double top = value(i, j) + a * (value(i + 1, j) - value(i, j));
        const double bottom = value(i, j + 1) + a * (value(i + 1, j + 1) - value(i, j + 1));
        return top + b * (bottom - top);
    }

private:
    double value(int i, int j) const {
        return values_[static_cast<std::size_t>(j) * static_cast<std::size_t>(columns_) +
                       static_cast<std::size_t>(i)];
    }

    double cell_;
    int columns_;
    int rows_;
    std::vector<double> values_;
};

// The layers of one patient: fascia lines and echo levels between them, and fine horizontal striation.
struct Tissue {
    struct Layer {
        double depth = 0; // of its upper border, as a share of the height
        double level = 0;
        double line = 0; // brightness of the border
    };
    double level = 0;
    double striation = 0;
    double period = 0; // of the striation, as a share of the height
    double phase = 0;
    double tilt = 0;
    std::vector<Layer> layers;
};

Tissue makeTissue(std::uint64_t seed, int patient) {
    CounterRandom random(seedFromText(fmt::format("phantom/{}/{}/tissue", seed, patient)));
    Tissue tissue;
    tissue.level = between(random, 80.0, 100.0);
    tissue.striation = between(random, 3.0, 8.0);
    tissue.period = between(random, 0.09, 0.16);
    tissue.phase = random.uniform();
    tissue.tilt = between(random, -0.08, 0.08);
    double depth = between(random, 0.05, 0.12);
    const int layers = 3 + static_cast<int>(random.below(2));
    for (int i = 0; i < layers; ++i) {
        tissue.layers.push_back({depth, between(random, -16.0, 16.0), between(random, 16.0, 44.0)});
        depth += between(random, 0.16, 0.3);
    }
    return tissue;
}

// Variance 1/3. Four uniforms make a Gaussian good enough for a texture. Added one by one: the operands of
// one expression have no order.
double nearlyGaussian(CounterRandom& random) {
    double sum = random.uniform();
    for (int i = 0; i < 3; ++i)
        sum += random.uniform();
    return sum - 2.0;
}

// Speckle with mean near 1: magnitude of a complex field smoothed more sideways than in depth, as a scan head
// does, then compressed by a root, as the display does.
std::vector<double> makeSpeckle(CounterRandom& random, int width, int height) {
    static constexpr std::array<double, 5> kAcross{1, 4, 6, 4, 1};
    static constexpr std::array<double, 3> kDown{1, 3, 1};
    // Standard deviation of the filtered field, sqrt(70 * 11 / 3), times sqrt(pi / 2), the mean of a Rayleigh
    // variable.
    constexpr double kMean = 16.020819787597222 * 1.2533141373155003;
    const auto fieldWidth = static_cast<std::size_t>(width) + 4;
    const auto fieldHeight = static_cast<std::size_t>(height) + 2;
    std::array<std::vector<double>, 2> field;
    for (auto& part : field) {
        part.resize(fieldWidth * fieldHeight);
        for (double& value : part)
            value = nearlyGaussian(random);
    }
    const auto filtered = [&](const std::vector<double>& part, std::size_t x, std::size_t y) {
        double sum = 0;
        for (std::size_t j = 0; j < kDown.size(); ++j)
            for (std::size_t i = 0; i < kAcross.size(); ++i)
                sum += kDown[j] * kAcross[i] * part[(y + j) * fieldWidth + x + i];
        return sum;
    };
    std::vector<double> speckle;
    for (std::size_t y = 0; y < static_cast<std::size_t>(height); ++y) {
        for (std::size_t x = 0; x < static_cast<std::size_t>(width); ++x) {
            const double re = filtered(field[0], x, y);
            const double im = filtered(field[1], x, y);
            speckle.push_back(std::sqrt(std::sqrt(re * re + im * im) / kMean));
        }
    }
    return speckle;
}

// The outline of a lesion, relative to its centre, in pixels.
class Outline {
public:
    Outline(CounterRandom& random, const PhantomTruth& truth, double unit) {
        static constexpr std::array<double, 3> kRadius{5.2, 8.4, 11.8};
        radius_ = kRadius[static_cast<std::size_t>(truth.size)] * unit * between(random, 0.94, 1.06);
        if (truth.shape == LesionShape::Oval) {
            const double stretch = between(random, 1.14, 1.28);
            axes_ = {radius_ * stretch, radius_ / stretch};
            turn_ = direction(between(random, -0.06, 0.06));
        } else {
            lobes_ = between(random, 0.27, 0.34);
            turn_ = direction(random.uniform());
            radius_ *= 0.96;
        }
        if (truth.margin == LesionMargin::Spiculated) addSpikes(random, unit);
    }

    bool contains(double x, double y) const {
        if (insideBody(x, y)) return true;
        for (const Spike& spike : spikes_) {
            const double along = x * spike.way.x + y * spike.way.y;
            if (along <= 0 || along >= spike.length) continue;
            const double across = x * spike.way.y - y * spike.way.x;
            if (std::abs(across) <= spike.halfWidth * (1.0 - 0.72 * along / spike.length)) return true;
        }
        return false;
    }

    // Nothing lies further from the centre than this.
    double reach() const {
        double reach = std::max({axes_.x, axes_.y, radius_ * (1.0 + lobes_)});
        for (const Spike& spike : spikes_)
            reach = std::max(reach, spike.length);
        return reach;
    }

private:
    struct Spike {
        Vector way;
        double length = 0;
        double halfWidth = 0;
    };

    bool insideBody(double x, double y) const {
        const double u = x * turn_.x + y * turn_.y;
        const double v = y * turn_.x - x * turn_.y;
        if (axes_.x > 0) return u * u / (axes_.x * axes_.x) + v * v / (axes_.y * axes_.y) <= 1.0;
        const double distance = std::sqrt(u * u + v * v);
        if (distance == 0.0) return true;
        const double c = u / distance;
        return distance <= radius_ * (1.0 + lobes_ * (4.0 * c * c * c - 3.0 * c)); // cos 3t
    }

    // Distance from the centre to the border of the body, by bisection along `way`.
    double bodyReach(const Vector& way) const {
        double low = 0;
        double high = 2.0 * radius_;
        for (int i = 0; i < 20; ++i) {
            const double middle = (low + high) / 2.0;
            (insideBody(way.x * middle, way.y * middle) ? low : high) = middle;
        }
        return low;
    }

    void addSpikes(CounterRandom& random, double unit) {
        const int count = 7 + static_cast<int>(random.below(3));
        const double start = random.uniform();
        for (int i = 0; i < count; ++i) {
            Spike spike;
            spike.way = direction(start + (i + between(random, -0.2, 0.2)) / count);
            spike.length = bodyReach(spike.way) + between(random, 3.6, 5.2) * unit;
            spike.halfWidth = between(random, 1.3, 1.7) * unit;
            spikes_.push_back(spike);
        }
    }

    double radius_ = 0;
    Vector axes_; // of an oval; 0 for lobes
    double lobes_ = 0;
    Vector turn_{1, 0};
    std::vector<Spike> spikes_;
};

// Share of each pixel covered by the lesion, by 4 x 4 points.
std::vector<double> coverage(const Outline& outline, Vector centre, int side) {
    constexpr int kPoints = 4;
    std::vector<double> shares;
    shares.reserve(static_cast<std::size_t>(side) * static_cast<std::size_t>(side));
    const double reach = outline.reach() + 1.0;
    for (int y = 0; y < side; ++y) {
        for (int x = 0; x < side; ++x) {
            int inside = 0;
            const double dx = x + 0.5 - centre.x;
            const double dy = y + 0.5 - centre.y;
            if (dx * dx + dy * dy <= reach * reach) {
                for (int p = 0; p < kPoints * kPoints; ++p) {
                    const double px = dx + ((p % kPoints) + 0.5) / kPoints - 0.5;
                    const double py = dy + ((p / kPoints) + 0.5) / kPoints - 0.5;
                    inside += outline.contains(px, py) ? 1 : 0;
                }
            }
            shares.push_back(static_cast<double>(inside) / (kPoints * kPoints));
        }
    }
    return shares;
}

Box tightBox(const std::vector<std::uint8_t>& mask, int side) {
    int x1 = side, y1 = side, x2 = 0, y2 = 0;
    for (int y = 0; y < side; ++y) {
        for (int x = 0; x < side; ++x) {
            if (mask[static_cast<std::size_t>(y) * static_cast<std::size_t>(side) +
                     static_cast<std::size_t>(x)] == 0)
                continue;
            x1 = std::min(x1, x);
            y1 = std::min(y1, y);
            x2 = std::max(x2, x + 1);
            y2 = std::max(y2, y + 1);
        }
    }
    return {static_cast<double>(x1), static_cast<double>(y1), static_cast<double>(x2),
            static_cast<double>(y2)};
}

// Echo level of the tissue around the lesion, before speckle.
std::vector<double> makeBackground(CounterRandom& random, const Tissue& tissue, int side) {
    const double unit = side / static_cast<double>(kPhantomPixels);
    const SmoothNoise coarse(random, side, side, 14.0 * unit);
    const SmoothNoise fine(random, side, side, 6.0 * unit);
    const SmoothNoise wobble(random, side, side, 20.0 * unit);
    const double shift = between(random, -0.05, 0.05); // the probe moved between two images of a patient
    std::vector<double> levels;
    levels.reserve(static_cast<std::size_t>(side) * static_cast<std::size_t>(side));
    for (int y = 0; y < side; ++y) {
        for (int x = 0; x < side; ++x) {
            const double across = static_cast<double>(x) / side;
            const double depth =
                static_cast<double>(y) / side + shift + tissue.tilt * (across - 0.5) + 0.04 * wobble.at(x, y);
            double level = tissue.level + 16.0 * coarse.at(x, y) + 9.0 * fine.at(x, y);
            level += tissue.striation * direction(depth / tissue.period + tissue.phase).x;
            for (const Tissue::Layer& layer : tissue.layers) {
                if (depth > layer.depth)
                    level += layer.level * smoothStep(std::min(1.0, (depth - layer.depth) * 12.0));
                level += layer.line * bell(depth - layer.depth, 0.026);
            }
            levels.push_back(level * (1.06 - 0.2 * y / side)); // deeper echoes are fainter
        }
    }
    return levels;
}

} // namespace

int PhantomTruth::grade() const {
    return static_cast<int>(size) + (shape == LesionShape::Irregular ? 1 : 0) +
           (margin == LesionMargin::Spiculated ? 1 : 0);
}

bool PhantomTruth::malignant() const {
    const int signs = (size == LesionSize::Large ? 1 : 0) + (shape == LesionShape::Irregular ? 1 : 0) +
                      (margin == LesionMargin::Spiculated ? 1 : 0);
    return signs >= 2;
}

std::vector<std::pair<std::string, std::string>> PhantomTruth::attributes() const {
    static constexpr std::array<const char*, 3> kSizes{"small", "medium", "large"};
    return {{"shape", shape == LesionShape::Oval ? "oval" : "irregular"},
            {"margin", margin == LesionMargin::Smooth ? "smooth" : "spiculated"},
            {"echo", echo == LesionEcho::Dark ? "dark" : "bright"},
            {"size", kSizes[static_cast<std::size_t>(size)]}};
}

int phantomImageCount(std::uint64_t seed, int patient) {
    CounterRandom random(seedFromText(fmt::format("phantom/{}/{}/images", seed, patient)));
    return 2 + static_cast<int>(random.below(4));
}

Phantom makePhantom(std::uint64_t seed, int patient, int image, int side) {
    if (side < 32 || side > 256)
        throw Error(ErrorCode::InvalidArgument, fmt::format("a phantom of {} pixels can't be made", side), {},
                    "Choose a side from 32 to 256 pixels");
    CounterRandom random(seedFromText(fmt::format("phantom/{}/{}/{}", seed, patient, image)));
    Phantom phantom;
    phantom.width = phantom.height = side;
    PhantomTruth& truth = phantom.truth;
    truth.shape = static_cast<LesionShape>(random.below(2));
    truth.margin = static_cast<LesionMargin>(random.below(2));
    truth.echo = static_cast<LesionEcho>(random.below(2));
    truth.size = static_cast<LesionSize>(random.below(3));

    const double unit = side / static_cast<double>(kPhantomPixels);
    const Outline outline(random, truth, unit);
    const double room = outline.reach() + 1.5 * unit;
    const Vector centre{between(random, room, side - room), between(random, room, side - room)};
    const std::vector<double> shares = coverage(outline, centre, side);
    const std::vector<double> levels = makeBackground(random, makeTissue(seed, patient), side);
    const std::vector<double> speckle = makeSpeckle(random, side, side);
    const double contrast =
        truth.echo == LesionEcho::Dark ? between(random, 0.24, 0.36) : between(random, 1.85, 2.15);

    for (std::size_t i = 0; i < shares.size(); ++i) {
        phantom.mask.push_back(shares[i] >= 0.5 ? 1 : 0);
        const double level = levels[i] * (1.0 + shares[i] * (contrast - 1.0));
        const double value = level * (0.4 + 0.6 * speckle[i]);
        phantom.pixels.push_back(static_cast<std::uint8_t>(std::clamp(value + 0.5, 0.0, 255.0)));
    }
    truth.box = tightBox(phantom.mask, side);
    return phantom;
}

} // namespace vrft
