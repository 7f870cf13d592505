namespace ImageClassification.Models.Tests.TfLite;

public class ConvolutionTests
{
    private const int Height = 9;
    private const int Width = 7;

    public static TheoryData<int, int, int, bool> Windows => new()
    {
        { 3, 1, 1, true }, { 3, 2, 1, true }, { 3, 2, 1, false }, { 2, 2, 1, true },
        { 3, 1, 2, true }, { 3, 1, 2, false }, { 1, 2, 1, true }, { 5, 3, 1, true },
    };

    public static TheoryData<int, int, bool> Undilated =>
        new() { { 3, 1, true }, { 3, 2, true }, { 3, 2, false }, { 2, 2, true }, { 5, 3, true }, { 2, 3, false } };

    [Theory]
    [MemberData(nameof(Windows))]
    public void A_convolution_has_TensorFlows_padding_strides_and_dilation(int kernel, int stride, int dilation, bool isSame)
    {
        var window = new Naive.Window(kernel, stride, dilation, isSame);
        var (image, weights, bias) = (TestModel.Random(Height * Width * 3), TestModel.Random(4 * kernel * kernel * 3, 2), TestModel.Random(4, 3));
        var model = new TestModel();
        var input = model.Tensor(1, Height, Width, 3);
        int[] inputs = [input, model.Constant([4, kernel, kernel, 3], weights), model.Constant([4], bias)];
        model.Step("CONV_2D", inputs, [Output(model, window, 4)],
            new() { [0] = (byte)(isSame ? 0 : 1), [1] = stride, [2] = stride, [4] = dilation, [5] = dilation });

        var actual = model.Run(image);

        actual.ShouldBe(
            Naive.Over(Height, Width, 4, window, (taken, to) => bias[to] + taken.Sum(
                at => Enumerable.Range(0, 3).Sum(from =>
                    image[(((at.Y * Width) + at.X) * 3) + from] * weights[(((((to * kernel) + at.WeightY) * kernel) + at.WeightX) * 3) + from]))),
            1e-5);
    }

    [Theory]
    [MemberData(nameof(Windows))]
    public void A_depthwise_convolution_makes_two_channels_of_each(int kernel, int stride, int dilation, bool isSame)
    {
        var window = new Naive.Window(kernel, stride, dilation, isSame);
        var (image, weights) = (TestModel.Random(Height * Width * 3), TestModel.Random(kernel * kernel * 6, 2));
        var model = new TestModel();
        int[] inputs = [model.Tensor(1, Height, Width, 3), model.Constant([1, kernel, kernel, 6], weights), -1];
        model.Step(
            "DEPTHWISE_CONV_2D", inputs, [Output(model, window, 6)],
            new() { [0] = (byte)(isSame ? 0 : 1), [1] = stride, [2] = stride, [3] = 2, [4] = (byte)1, [5] = dilation, [6] = dilation });

        var actual = model.Run(image);

        actual.ShouldBe(
            Naive.Over(Height, Width, 6, window, (taken, to) => Math.Max(0, taken.Sum(
                at => image[(((at.Y * Width) + at.X) * 3) + (to / 2)] * weights[(((at.WeightY * kernel) + at.WeightX) * 6) + to]))),
            1e-5);
    }

    [Fact]
    public void A_convolution_of_groups_keeps_them_apart()
    {
        var (image, weights) = (TestModel.Random(4 * 4 * 4), TestModel.Random(6 * 2, 2));
        var model = new TestModel();
        int[] inputs = [model.Tensor(1, 4, 4, 4), model.Constant([6, 1, 1, 2], weights)];
        model.Step("CONV_2D", inputs, [model.Tensor(1, 4, 4, 6)], new() { [1] = 1, [2] = 1 });

        var actual = model.Run(image);

        actual.ShouldBe(Naive.Over(4, 4, 6, new(1, 1, 1, true), (taken, to) => Enumerable.Range(0, 2).Sum(
            from => image[(((taken[0].Y * 4) + taken[0].X) * 4) + (to / 3 * 2) + from] * weights[(to * 2) + from])), 1e-5);
    }

    [Theory]
    [MemberData(nameof(Undilated))]
    public void Pools_leave_out_what_is_outside_the_image(int kernel, int stride, bool isSame)
    {
        var (image, window) = (TestModel.Random(Height * Width * 2), new Naive.Window(kernel, stride, 1, isSame));
        var options = new Dictionary<int, object> { [0] = (byte)(isSame ? 0 : 1), [1] = stride, [2] = stride, [3] = kernel, [4] = kernel };

        var average = Pool("AVERAGE_POOL_2D");
        var highest = Pool("MAX_POOL_2D");

        average.ShouldBe(Naive.Over(Height, Width, 2, window, (taken, to) => taken.Average(at => image[(((at.Y * Width) + at.X) * 2) + to])), 1e-5);
        highest.ShouldBe(Naive.Over(Height, Width, 2, window, (taken, to) => taken.Max(at => image[(((at.Y * Width) + at.X) * 2) + to])), 1e-5);

        float[] Pool(string operation)
        {
            var model = new TestModel();
            return model.Step(operation, [model.Tensor(1, Height, Width, 2)], [Output(model, window, 2)], options).Run(image);
        }
    }

    [Theory]
    [MemberData(nameof(Undilated))]
    public void A_transposed_convolution_gives_each_value_back_to_where_a_convolution_takes_it_from(int kernel, int stride, bool isSame)
    {
        var window = new Naive.Window(kernel, stride, 1, isSame);
        var (rows, columns) = (window.Outputs(Height), window.Outputs(Width));
        var (image, weights, expected) = (TestModel.Random(rows * columns * 2), TestModel.Random(3 * kernel * kernel * 2, 2), new float[Height * Width * 3]);
        var model = new TestModel();
        var input = model.Tensor(1, rows, columns, 2);
        int[] inputs = [model.Integers(1, Height, Width, 3), model.Constant([3, kernel, kernel, 2], weights), input];
        model.Step("TRANSPOSE_CONV", inputs, [model.Tensor(1, Height, Width, 3)], new() { [0] = (byte)(isSame ? 0 : 1), [1] = stride, [2] = stride });
        var output = 0;
        Naive.Over(Height, Width, 1, window, (taken, _) =>
        {
            foreach (var at in taken)
            {
                for (var to = 0; to < 3; to++)
                {
                    expected[(((at.Y * Width) + at.X) * 3) + to] += Enumerable.Range(0, 2).Sum(
                        from => image[(output * 2) + from] * weights[(((((to * kernel) + at.WeightY) * kernel) + at.WeightX) * 2) + from]);
                }
            }

            return output++;
        });

        var actual = model.Run(image);

        actual.ShouldBe(expected, 1e-5);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_fully_connected_step_multiplies_rows_and_keeps_the_other_sides_if_told_so(bool keeps)
    {
        var (values, weights, bias) = (TestModel.Random(2 * 3 * 4), TestModel.Random(5 * 4, 2), TestModel.Random(5, 3));
        var model = new TestModel();
        int[] inputs = [model.Tensor(2, 3, 4), model.Constant([5, 4], weights), model.Constant([5], bias)];
        model.Step("FULLY_CONNECTED", inputs, [model.Tensor(keeps ? [2, 3, 5] : [6, 5])], new() { [0] = (byte)3, [2] = keeps });

        var actual = model.Run(values);

        actual.ShouldBe(
            [.. from row in Enumerable.Range(0, 6)
                from to in Enumerable.Range(0, 5)
                select Math.Clamp(bias[to] + Enumerable.Range(0, 4).Sum(at => values[(row * 4) + at] * weights[(to * 4) + at]), 0, 6)],
            1e-5);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void A_product_of_matrices_swaps_their_sides_if_told_so(bool first, bool second)
    {
        var (values, factor) = (TestModel.Random(2 * 3 * 4), TestModel.Random(2 * 4 * 5, 2));
        var model = new TestModel();
        int[] inputs = [model.Tensor(first ? [2, 4, 3] : [2, 3, 4]), model.Constant(second ? [2, 5, 4] : [2, 4, 5], factor)];
        model.Step("BATCH_MATMUL", inputs, [model.Tensor(2, 3, 5)], new() { [0] = first, [1] = second });

        var actual = model.Run(values);

        actual.ShouldBe(
            [.. from batch in Enumerable.Range(0, 2)
                from row in Enumerable.Range(0, 3)
                from column in Enumerable.Range(0, 5)
                select Enumerable.Range(0, 4).Sum(at =>
                    values[(batch * 12) + (first ? (at * 3) + row : (row * 4) + at)]
                    * factor[(batch * 20) + (second ? (column * 4) + at : (at * 5) + column)])],
            1e-5);
    }

    private static int Output(TestModel model, Naive.Window window, int channels) => model.Tensor(1, window.Outputs(Height), window.Outputs(Width), channels);
}
