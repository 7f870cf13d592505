using System.Runtime.InteropServices;
using ImageClassification.Models.TfLite;

namespace ImageClassification.Models.Tests.TfLite;

public class QuantizationTests
{
    private const float InputScale = 1 / 128f;
    private const float OutputScale = 0.05f;

    /// <summary>Whether bytes are signed, and whether the weights have a scale for each channel.</summary>
    public static TheoryData<bool, bool> Kinds => new() { { false, false }, { true, false }, { true, true } };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Convolutions_compute_with_the_integers_of_the_file(bool isSigned, bool isPerChannel)
    {
        var layers = new (string Operation, int[] Shape, int Axis, Dictionary<int, object> Options)[]
        {
            ("CONV_2D", [4, 1, 1, 3], 0, new() { [1] = 1, [2] = 1, [3] = (byte)3 }),
            ("DEPTHWISE_CONV_2D", [1, 1, 1, 3], 3, new() { [1] = 1, [2] = 1, [3] = 1 }),
            ("FULLY_CONNECTED", [4, 3], 0, []),
        };
        foreach (var (operation, shape, axis, options) in layers)
        {
            var isDepthwise = operation == "DEPTHWISE_CONV_2D";
            var (outputs, limit) = (isDepthwise ? 3 : 4, operation == "CONV_2D" ? 6f : float.PositiveInfinity);
            var (lowest, least) = (isSigned ? -128 : 0, operation == "CONV_2D" ? 0 : float.NegativeInfinity);
            byte[] pixels = Bytes(50 * 3, 1), weights = Bytes(shape.Aggregate((product, side) => product * side), 2);
            float[] scales = [.. Enumerable.Range(0, isPerChannel ? outputs : 1).Select(channel => 0.01f + (0.003f * channel))];
            int[] bias = [.. Enumerable.Range(0, outputs).Select(channel => (channel * 300) - 400)];
            var (type, weightZero, outputZero) = (isSigned ? TfLiteType.Int8 : TfLiteType.UInt8, isSigned ? 0 : 131, lowest + 100);
            var model = new TestModel();
            int[] image = operation == "FULLY_CONNECTED" ? [50, 3] : [1, 5, 10, 3];
            var input = model.Tensor(type, image, null, [InputScale], [lowest + 128]);
            var filter = model.Tensor(type, shape, weights, scales, [.. scales.Select(_ => (long)weightZero)], axis);
            var biases = model.Tensor(
                TfLiteType.Int32, [outputs], MemoryMarshal.AsBytes(bias.AsSpan()).ToArray(),
                [.. scales.Select(scale => scale * InputScale)], new long[scales.Length]);
            model.Step(operation, [input, filter, biases], [model.Tensor(type, [.. image[..^1], outputs], null, [OutputScale], [outputZero])], options);

            var actual = model.Run<byte, float>(pixels)[0];

            for (var index = 0; index < actual.Length; index++)
            {
                var (pixel, to) = (index / outputs, index % outputs);
                var products = Enumerable.Range(0, 3).Where(from => !isDepthwise || from == to).Sum(
                    from => (pixels[(pixel * 3) + from] - 128) * ((isSigned ? (sbyte)weights[WeightAt(from, to)] : weights[WeightAt(from, to)]) - weightZero));
                var steps = Math.Clamp(
                    Naive.Scaled(bias[to] + products, (double)InputScale * scales[isPerChannel ? to : 0] / OutputScale),
                    (int)Math.Max(least / OutputScale, lowest - outputZero),
                    (int)Math.Min(limit / OutputScale, lowest + 255 - outputZero));
                actual[index].ShouldBe(OutputScale * steps, 1e-5f, $"{operation} at {index}");
                actual.Distinct().Count().ShouldBeGreaterThan(20);
            }

            int WeightAt(int from, int to) => isDepthwise ? to : (to * 3) + from;
        }
    }

    [Theory]
    [InlineData(0.14f)] // to eighths and then to whole numbers: every eighth value is rounded up, not down
    [InlineData(0.25f)]
    [InlineData(0.011f)]
    public void Sums_are_rounded_twice_as_TensorFlow_Lites_kernels_do(float factor)
    {
        byte[] values = [.. Enumerable.Range(0, 256).Select(value => (byte)value)];
        foreach (var operation in new[] { "FULLY_CONNECTED", "MUL" })
        {
            var model = new TestModel();
            int[] inputs = [model.Tensor(TfLiteType.UInt8, [256, 1], null, [0.5f], [128]), model.Tensor(TfLiteType.UInt8, [1, 1], [3], [2f], [0])];
            model.Step(operation, inputs, [model.Tensor(TfLiteType.UInt8, [256, 1], null, [1 / factor], [100])], []);

            var actual = model.Run<byte, float>(values)[0];

            actual.ShouldBe([.. values.Select(value => Math.Clamp(Naive.Scaled((value - 128) * 3, 1 / (double)(1 / factor)), -100, 155) / factor)], 1e-3);
        }
    }

    [Fact]
    public void A_transposed_convolution_of_bytes_rounds_as_the_others()
    {
        var model = new TestModel();
        var (input, output) = (model.Tensor(TfLiteType.UInt8, [1, 2, 2, 1], null, [0.5f], [128]),
            model.Tensor(TfLiteType.UInt8, [1, 2, 2, 1], null, [1 / 0.14f], [100]));
        var bias = model.Tensor(TfLiteType.Int32, [1], BitConverter.GetBytes(5), [1f], [0]);
        model.Step("TRANSPOSE_CONV", [model.Integers(1, 2, 2, 1), model.Tensor(TfLiteType.UInt8, [1, 1, 1, 1], [3], [2f], [0]), input, bias],
            [output], new() { [0] = (byte)1, [1] = 1, [2] = 1 });

        var actual = model.Run<byte, float>([10, 100, 150, 255])[0];

        actual.ShouldBe([.. new[] { 10, 100, 150, 255 }.Select(value => Naive.Scaled(((value - 128) * 3) + 5, 1 / (double)(1 / 0.14f)) / 0.14f)], 1e-3);
    }

    [Theory]
    [InlineData(TfLiteType.UInt8, new byte[] { 1, 2, 2, 2 }, 2)] // 1.75
    [InlineData(TfLiteType.UInt8, new byte[] { 2, 3, 2, 3 }, 3)] // 2.5
    [InlineData(TfLiteType.UInt8, new byte[] { 3, 4, 3, 4 }, 4)] // 3.5
    [InlineData(TfLiteType.Int8, new byte[] { 253, 254, 253, 254 }, -3)] // -2.5
    [InlineData(TfLiteType.Int8, new byte[] { 2, 3, 2, 3 }, 3)]
    internal void The_average_of_bytes_rounds_halves_away_from_zero(TfLiteType type, byte[] values, int expected)
    {
        var model = new TestModel();
        var zeroPoint = type == TfLiteType.Int8 ? -128 : 7;
        var (input, output) = (model.Tensor(type, [1, 2, 2, 1], null, [1f], [zeroPoint]), model.Tensor(type, [1, 1, 1, 1], null, [1f], [zeroPoint]));
        model.Step("AVERAGE_POOL_2D", [input], [output], new() { [0] = (byte)1, [1] = 1, [2] = 1, [3] = 2, [4] = 2 });

        var actual = model.Run<byte, float>(type == TfLiteType.Int8 ? [.. values.Select(value => (byte)(value ^ 0x80))] : values)[0];

        actual.ShouldBe([expected - zeroPoint]);
    }

    [Fact]
    public void What_computes_in_reals_is_quantized_before_and_behind()
    {
        var model = new TestModel();
        var input = model.Tensor(TfLiteType.UInt8, [1, 4], null, [0.5f], [10]);
        var doubled = model.Tensor(TfLiteType.UInt8, [1, 4], null, [1f], [0]);
        model.Step("ADD", [input, input], [doubled]);
        model.Step("SOFTMAX", [doubled], [model.Tensor(TfLiteType.UInt8, [1, 4], null, [1 / 256f], [0])], new() { [0] = 1f });

        var actual = model.Run<byte, float>([10, 11, 12, 0])[0];

        double[] powers = [1, Math.E, Math.E * Math.E, 1]; // 0 is -5, which the sum cannot hold
        actual.ShouldBe([.. powers.Select(power => (float)(Math.Round(power / powers.Sum() * 256) / 256))], 1e-6);
    }

    [Fact]
    public void Weights_of_bytes_beside_real_values_are_made_real()
    {
        var model = new TestModel();
        int[] inputs = [model.Tensor(1, 2), model.Tensor(TfLiteType.Int8, [2, 2], [1, 2, 253, 4], [0.5f, 0.25f], [0, 0])];
        model.Step("FULLY_CONNECTED", inputs, [model.Tensor(1, 2)]);

        var actual = model.Run([1, 10]);

        actual.ShouldBe([10.5f, 9.25f], 1e-6);
    }

    [Fact]
    public void Four_bits_are_two_values_a_byte_the_lower_first()
    {
        var model = new TestModel();
        int[] inputs = [model.Tensor(1, 3), model.Tensor(TfLiteType.Int4, [1, 3], [0x7F, 0x08], [1f], [0])];
        model.Step("FULLY_CONNECTED", inputs, [model.Tensor(1, 1)]);

        var actual = model.Run([1, 100, 10000]);

        actual.ShouldBe([-1 + 700 - 80000], 1e-2);
    }

    [Fact]
    public void Weights_of_half_precision_are_kept_and_made_single()
    {
        var weights = new[] { (Half)0.1f, (Half)3, (Half)(-2), (Half)1 };
        var model = new TestModel();
        var (half, single) = (model.Tensor(1, 1, 1, 2), model.Tensor(2, 1, 1, 2));
        var constant = model.Tensor(TfLiteType.Float16, [2, 1, 1, 2], MemoryMarshal.AsBytes(weights.AsSpan()).ToArray());
        model.Step("DEQUANTIZE", [constant], [single]);
        model.Step("CONV_2D", [half, single], [model.Tensor(1, 1, 1, 2)], new() { [1] = 1, [2] = 1 });

        var actual = model.Run([1, 1]);

        actual.ShouldBe([(float)weights[0] + 3, -1], 1e-6);
    }

    [Theory]
    [InlineData(TfLiteType.UInt8, 0.0186f, 114, true)] // bytes are fed as they are
    [InlineData(TfLiteType.Int8, 1 / 255f, -128, true)] // 0 to 1
    [InlineData(TfLiteType.Int8, 1 / 127.5f, -1, true)] // -1 to 1
    [InlineData(TfLiteType.Int8, 1f, -128, true)] // 0 to 255
    [InlineData(TfLiteType.Int8, 0.0186f, -14, false)] // -2.1 to 2.6: a mean and deviation for each channel
    internal void An_input_of_bytes_takes_pixels_where_its_range_is_theirs(TfLiteType type, float scale, int zeroPoint, bool takesPixels)
    {
        var model = new TestModel();
        model.Step("DEQUANTIZE", [model.Tensor(type, [1, 4], null, [scale], [zeroPoint])], [model.Tensor(1, 4)]);

        var shift = type == TfLiteType.Int8 ? 128 : 0;
        var actual = takesPixels ? model.Run<byte, float>([0, 1, 128, 255])[0] : model.Run([-50, 0.02f, 1, 50]);

        float[] expected = takesPixels
            ? [.. new[] { 0, 1, 128, 255 }.Select(pixel => scale * (pixel - shift - zeroPoint))]
            : [.. new[] { -128, -13, 40, 127 }.Select(value => scale * (value - zeroPoint))];
        actual.ShouldBe(expected, 1e-5);
    }

    [Fact]
    public void Sixteen_bits_keep_their_precision()
    {
        var model = new TestModel();
        var (input, middle) = (model.Tensor(TfLiteType.Int16, [1, 2], null, [1 / 1000f], [0]), model.Tensor(TfLiteType.Int16, [1, 1], null, [1 / 500f], [0]));
        var weights = model.Tensor(TfLiteType.Int8, [1, 2], [2, 4], [0.25f], [0]);
        var bias = model.Tensor(TfLiteType.Int64, [1], BitConverter.GetBytes(4000L), [0.25f / 1000], [0]);
        model.Step("FULLY_CONNECTED", [input, weights, bias], [middle]);

        var actual = model.Run([0.5f, 2.002f]);

        actual.ShouldBe([0.25f + 2.002f + 1], 1e-5);
    }

    private static byte[] Bytes(int count, int seed)
    {
        var bytes = new byte[count];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }
}
