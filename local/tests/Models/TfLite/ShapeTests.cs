using ImageClassification.Models.TfLite;

namespace ImageClassification.Models.Tests.TfLite;

public class ShapeTests
{
    private static readonly float[] Count = [.. Enumerable.Range(0, 24).Select(value => (float)value)];

    [Fact]
    public void Values_keep_their_order_through_shapes()
    {
        var model = new TestModel();
        var (input, image, added, squeezed) = (model.Tensor(1, 24), model.Tensor(1, 2, 3, 4), model.Tensor(1, 1, 2, 3, 4), model.Tensor(2, 3, 4));
        model.Step("RESHAPE", [input, model.Integers(1, 2, -1, 4)], [image]);
        model.Step("EXPAND_DIMS", [image, model.Integer(1)], [added]);
        model.Step("SQUEEZE", [added], [squeezed]);
        model.Step("TRANSPOSE", [squeezed, model.Integers(2, 0, 1)], [model.Tensor(4, 2, 3)]);

        var actual = model.Run(Count);

        actual.ShouldBe([.. from channel in Enumerable.Range(0, 4) from pixel in Enumerable.Range(0, 6) select Count[(pixel * 4) + channel]]);
    }

    [Fact]
    public void An_image_whose_channels_are_first_is_convolved_without_being_moved()
    {
        var model = new TestModel();
        int input = model.Tensor(1, 2, 2, 3), moved = model.Tensor(1, 2, 3, 2), convolved = model.Tensor(1, 2, 3, 1);
        model.Step("TRANSPOSE", [input, model.Integers(0, 2, 3, 1)], [moved]);
        model.Step("CONV_2D", [moved, model.Constant([1, 1, 1, 2], 1, 100)], [convolved], new() { [1] = 1, [2] = 1 });
        model.Step("TRANSPOSE", [convolved, model.Integers(0, 3, 1, 2)], [model.Tensor(1, 1, 2, 3)]);

        var actual = model.Run(Count[..12]);
        var onnx = TfLiteConverter.ToOnnx(TfLiteModel.Read(model.ToFile()));

        actual.ShouldBe([600, 701, 802, 903, 1004, 1105]);
        onnx.AsSpan().IndexOf("Transpose"u8).ShouldBe(-1);
    }

    [Theory]
    [InlineData("PAD", 0f, 0, 0, 0, 1, 2, 0, 0, 0)]
    [InlineData("PADV2", 7f, 0, 0, 1, 0, 0, 2, 1, 1)]
    public void Padding_goes_around_an_image_held_either_way(string operation, float value, params int[] pads)
    {
        foreach (var isHeld in new[] { false, true })
        {
            var model = new TestModel();
            int input = model.Tensor(1, 2, 3, 4), held = isHeld ? Hold(model, input, 1, 2, 3, 4) : input;
            int[] inputs = [held, Pads(model, pads), .. operation == "PADV2" ? new[] { model.Constant([], value) } : []];
            int[] shape = [1, 2 + pads[2] + pads[3], 3 + pads[4] + pads[5], 4 + pads[6] + pads[7]];
            model.Step(operation, inputs, [model.Tensor(shape)]);

            var actual = model.Run(Count);

            actual.ShouldBe(
                [.. from y in Enumerable.Range(-pads[2], shape[1])
                    from x in Enumerable.Range(-pads[4], shape[2])
                    from channel in Enumerable.Range(-pads[6], shape[3])
                    select y is >= 0 and < 2 && x is >= 0 and < 3 && channel is >= 0 and < 4 ? Count[(((y * 3) + x) * 4) + channel] : value]);
        }
    }

    [Theory]
    [InlineData(0, new[] { 1f, 0, 1, 2, 1 })]
    [InlineData(1, new[] { 0f, 0, 1, 2, 2 })]
    public void A_mirror_repeats_the_edge_or_not(int mode, float[] expected)
    {
        var model = new TestModel();
        model.Step("MIRROR_PAD", [model.Tensor(3), Pads(model, [1, 1])], [model.Tensor(5)], new() { [0] = (byte)mode });

        var actual = model.Run([0, 1, 2]);

        actual.ShouldBe(expected);
    }

    [Fact]
    public void Channels_are_split_and_joined_behind_a_convolution()
    {
        var model = new TestModel();
        int input = model.Tensor(1, 2, 3, 4), held = Hold(model, input, 1, 2, 3, 4), left = model.Tensor(1, 2, 3, 2),
            right = model.Tensor(1, 2, 3, 2), most = model.Tensor(1, 2, 3, 3), last = model.Tensor(1, 2, 3, 1);
        model.Step("SPLIT", [model.Integer(-1), held], [left, right], new() { [0] = 2 });
        model.Step("SPLIT_V", [held, model.Integers(3, 1), model.Integer(3)], [most, last], new() { [0] = 2 });
        model.Step("CONCATENATION", [right, left, last], [model.Tensor(1, 2, 3, 5)], new() { [0] = 3, [1] = (byte)1 });

        var actual = model.Run(Count);

        actual.ShouldBe([.. from pixel in Enumerable.Range(0, 6) from channel in new[] { 2, 3, 0, 1, 3 } select Count[(pixel * 4) + channel]]);
    }

    [Fact]
    public void Tensors_are_stacked_and_taken_apart()
    {
        var model = new TestModel();
        int input = model.Tensor(2, 3), first = model.Tensor(3), second = model.Tensor(3);
        model.Step("UNPACK", [input], [first, second], new() { [0] = 2, [1] = 0 });
        model.Step("PACK", [second, first], [model.Tensor(3, 2)], new() { [0] = 2, [1] = 1 });

        var actual = model.Run([0, 1, 2, 3, 4, 5]);

        actual.ShouldBe([3, 0, 4, 1, 5, 2]);
    }

    [Fact]
    public void Parts_are_taken_by_begin_and_size_by_index_and_backwards()
    {
        var model = new TestModel();
        int input = model.Tensor(2, 3, 4), slice = model.Tensor(1, 2, 4), gathered = model.Tensor(1, 2, 2);
        model.Step("SLICE", [input, model.Integers(1, 0, 0), model.Integers(1, 2, -1)], [slice]);
        model.Step("GATHER", [slice, model.Integers(3, 1)], [gathered], new() { [0] = 2 });
        model.Step("REVERSE_V2", [gathered, model.Integers(1)], [model.Tensor(1, 2, 2)]);

        var actual = model.Run(Count);

        actual.ShouldBe([19, 17, 15, 13]);
    }

    [Theory]
    [InlineData(new[] { 1, 0, 0 }, new[] { 2, 3, 4 }, new[] { 1, 2, 1 }, 0, 0, 0, 0, 0, new[] { 12f, 13, 14, 15, 20, 21, 22, 23 })] // x[1:2, 0:3:2, 0:4]
    [InlineData(new[] { 0, 0 }, new[] { 0, 0 }, new[] { 1, -1 }, 2, 2, 1, 0, 0, null)] // x[..., ::-1]
    [InlineData(new[] { -1, 1, 0 }, new[] { 0, 2, 0 }, new[] { 1, 1, 1 }, 4, 4, 0, 0, 3, new[] { 16f, 17, 18, 19 })] // x[-1, 1]
    [InlineData(new[] { 0, 0, 1 }, new[] { 0, 0, 2 }, new[] { 1, 1, 1 }, 0, 0, 2, 1, 0, new[] { 1f, 5, 9, 13, 17, 21 })] // x[newaxis, ..., 1:2]
    public void Pythons_slices_are_understood(
        int[] begin, int[] end, int[] strides, int beginMask, int endMask, int ellipsis, int added, int dropped, float[]? expected)
    {
        var model = new TestModel();
        int[] inputs = [model.Tensor(2, 3, 4), model.Integers(begin), model.Integers(end), model.Integers(strides)];
        model.Step("STRIDED_SLICE", inputs, [model.Tensor(1)], new() { [0] = beginMask, [1] = endMask, [2] = ellipsis, [3] = added, [4] = dropped });

        var actual = model.Run(Count);

        actual.ShouldBe(expected ?? [.. from row in Enumerable.Range(0, 6) from channel in Enumerable.Range(0, 4) select Count[(row * 4) + 3 - channel]]);
    }

    [Theory]
    [InlineData("RESIZE_BILINEAR", 2, new[] { 0f, 0.5f, 1, 1.5f, 2, 2 })]
    [InlineData("RESIZE_BILINEAR", 1, new[] { 0f, 0.25f, 0.75f, 1.25f, 1.75f, 2 })]
    [InlineData("RESIZE_BILINEAR", 0, new[] { 0f, 0.4f, 0.8f, 1.2f, 1.6f, 2 })]
    [InlineData("RESIZE_NEAREST_NEIGHBOR", 2, new[] { 0f, 0, 1, 1, 2, 2 })]
    [InlineData("RESIZE_NEAREST_NEIGHBOR", 1, new[] { 0f, 0, 1, 1, 2, 2 })]
    [InlineData("RESIZE_NEAREST_NEIGHBOR", 0, new[] { 0f, 0, 1, 1, 2, 2 })]
    public void An_image_grows_by_TensorFlows_rule(string operation, int rule, float[] expected)
    {
        var first = operation == "RESIZE_BILINEAR" ? 2 : 0; // align corners, and then half-pixel centers
        var model = new TestModel();
        Dictionary<int, object> options = rule < 2 ? new() { [first + rule] = true } : [];
        model.Step(operation, [model.Tensor(1, 1, 3, 1), model.Integers(1, 6)], [model.Tensor(1, 1, 6, 1)], options);

        var actual = model.Run([0, 1, 2]);

        actual.ShouldBe(expected, 1e-5);
    }

    [Fact]
    public void Blocks_become_channels_and_blocks_again()
    {
        var model = new TestModel();
        int input = model.Tensor(1, 2, 4, 2), deep = model.Tensor(1, 1, 2, 8);
        model.Step("SPACE_TO_DEPTH", [input], [deep], new() { [0] = 2 });
        var inner = model.Run(Count[..16]);
        model.Step("DEPTH_TO_SPACE", [deep], [model.Tensor(1, 2, 4, 2)], new() { [0] = 2 });

        var actual = model.Run(Count[..16]);

        inner.ShouldBe([0, 1, 2, 3, 8, 9, 10, 11, 4, 5, 6, 7, 12, 13, 14, 15]);
        actual.ShouldBe(Count[..16]);
    }

    [Fact]
    public void A_batch_of_any_size_is_flattened_by_its_computed_shape()
    {
        var model = new TestModel();
        int input = model.Tensor(TfLiteType.Float32, [1, 2, 2, 1], signature: [-1, 2, 2, 1]), held = Hold(model, input, 1, 2, 2, 1);
        int shape = model.Tensor(TfLiteType.Int32, [4]), batch = model.Tensor(TfLiteType.Int32, []), flat = model.Tensor(TfLiteType.Int32, [2]);
        model.Step("SHAPE", [held], [shape]);
        model.Step("STRIDED_SLICE", [shape, model.Integers(0), model.Integers(1), model.Integers(1)], [batch], new() { [4] = 1 });
        model.Step("PACK", [batch, model.Integer(4)], [flat], new() { [0] = 2, [1] = 0 });
        model.Step("RESHAPE", [held, flat], [model.Tensor(TfLiteType.Float32, [1, 4], signature: [-1, 4])]);

        var actual = model.Run(Count[..12], [3, 2, 2, 1]);

        actual.ShouldBe(Count[..12]);
    }

    [Fact]
    public void A_value_fills_and_repeats()
    {
        var model = new TestModel();
        int input = model.Tensor(1, 2), filled = model.Tensor(2, 2), sum = model.Tensor(2, 2), tiled = model.Tensor(2, 4);
        model.Step("FILL", [model.Integers(2, 2), model.Constant([], 10)], [filled]);
        model.Step("ADD", [input, filled], [sum]);
        model.Step("TILE", [sum, model.Integers(1, 2)], [tiled]);
        model.Step("BROADCAST_TO", [tiled, model.Integers(2, 2, 4)], [model.Tensor(2, 2, 4)]);

        var actual = model.Run([1, 2]);

        actual.ShouldBe([.. Enumerable.Range(0, 16).Select(index => 11f + (index % 2))]);
    }

    /// <summary>Behind a step that holds the channels first.</summary>
    private static int Hold(TestModel model, int input, params int[] shape)
    {
        var held = model.Tensor(shape);
        model.Step("MAX_POOL_2D", [input], [held], new() { [1] = 1, [2] = 1, [3] = 1, [4] = 1 });
        return held;
    }

    private static int Pads(TestModel model, int[] pads) =>
        model.Tensor(TfLiteType.Int32, [pads.Length / 2, 2], [.. pads.SelectMany(BitConverter.GetBytes)]);
}
