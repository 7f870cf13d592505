using ImageClassification.Inference.Images.Png;

namespace ImageClassification.Inference.Tests.Images;

public class PngFilterTests
{
    private const int Longest = 100;

    public static MatrixTheoryData<int, int> FiltersAndSteps => new([0, 1, 2, 3, 4], [1, 2, 3, 4, 6, 8]);

    [Theory]
    [MemberData(nameof(FiltersAndSteps))]
    public void A_row_is_undone_as_the_specification_says(int filter, int step)
    {
        var random = new Random((filter * 10) + step);
        var (filtered, above, row) = (new byte[Longest + PngFilter.Slack], new byte[Longest + PngFilter.Slack], new byte[Longest + PngFilter.Slack]);
        for (var length = step; length <= Longest; length += step)
        {
            random.NextBytes(filtered);
            random.NextBytes(above);

            PngFilter.TryUndo(filter, filtered, above, row, length, step).ShouldBeTrue();

            row[..length].ShouldBe(Naive(filter, filtered, above, length, step), $"{length} bytes");
        }
    }

    [Fact]
    public void There_are_five_filters()
    {
        var row = new byte[PngFilter.Slack + 1];

        var isUndone = PngFilter.TryUndo(5, row, row, row, 1, 1);

        isUndone.ShouldBeFalse();
    }

    /// <summary>Byte by byte. <see href="https://www.w3.org/TR/png-3/#9Filter-types"/></summary>
    private static byte[] Naive(int filter, byte[] filtered, byte[] above, int length, int step)
    {
        var row = new byte[length];
        for (var x = 0; x < length; x++)
        {
            int a = x < step ? 0 : row[x - step], b = above[x], c = x < step ? 0 : above[x - step];
            row[x] = (byte)(filtered[x] + filter switch { 0 => 0, 1 => a, 2 => b, 3 => (a + b) / 2, _ => Nearest(a, b, c) });
        }

        return row;
    }

    private static int Nearest(int a, int b, int c)
    {
        var p = a + b - c;
        return new[] { a, b, c }.MinBy(value => Math.Abs(p - value));
    }
}
