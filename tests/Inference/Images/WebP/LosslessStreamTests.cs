using ImageClassification.Inference.Images.WebP;

namespace ImageClassification.Inference.Tests.Images.WebP;

public class LosslessStreamTests
{
    [Fact]
    public void A_stream_without_transforms_takes_its_pixels_and_one_group_of_codes()
    {
        var stream = new LosslessWriter().Bits(0, 3).Code(1).Code(2).Code(3).Code(4).Code(0).ToArray();

        LosslessStream.TryMeasure(stream, 30, 20, out var bytes).ShouldBeTrue();

        bytes.ShouldBe(4 * ((30 * 20) + 2960));
    }

    [Fact]
    public void A_stream_takes_as_many_groups_of_codes_as_its_blocks_name()
    {
        var stream = new LosslessWriter().Group(1000).ToArray();

        LosslessStream.TryMeasure(stream, 30, 20, out var bytes).ShouldBeTrue();

        bytes.ShouldBe(4 * ((30 * 20) + (8 * 5) + (1001 * 2960)));
    }

    [Fact]
    public void A_palette_of_two_colours_puts_eight_pixels_into_one()
    {
        var palette = new LosslessWriter().Bits(0b11_1, 3).Bits(2 - 1, 8).Bits(0, 1).Code(0).Code(0).Code(0).Code(0).Code(0);
        var stream = palette.Bits(0, 3).Code(0).Code(0).Code(0).Code(0).Code(0).ToArray();

        LosslessStream.TryMeasure(stream, 30, 20, out var bytes).ShouldBeTrue();

        bytes.ShouldBe(4 * ((4 * 20) + 2960));
    }

    [Fact]
    public void A_transform_that_comes_twice_is_damage()
    {
        var subtractGreenTwice = new LosslessWriter().Bits(0b10_1, 3).Bits(0b10_1, 3).ToArray();

        LosslessStream.TryMeasure(subtractGreenTwice, 30, 20, out _).ShouldBeFalse();
    }

    [Fact]
    public void Random_bits_are_measured_or_damage_and_no_exception()
    {
        var random = new Random(3);
        for (var repetition = 0; repetition < 5000; repetition++)
        {
            var stream = new byte[random.Next(1, 200)];
            random.NextBytes(stream);

            LosslessStream.TryMeasure(stream, random.Next(1, 500), random.Next(1, 500), out var bytes);

            bytes.ShouldBeGreaterThanOrEqualTo(0);
        }
    }
}
