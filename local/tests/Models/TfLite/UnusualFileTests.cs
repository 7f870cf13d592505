using ImageClassification.Inference;
using ImageClassification.Models.TfLite;

namespace ImageClassification.Models.Tests.TfLite;

public class UnusualFileTests
{
    [Theory]
    [InlineData("LSTM", "uses LSTM, ")]
    [InlineData("FlexErf", "uses the custom operation FlexErf, ")]
    [InlineData("edgetpu-custom-op", "compiled for the Edge TPU")]
    public void An_operation_that_is_not_known_is_named(string operation, string expected)
    {
        var model = new TestModel();
        model.Step(operation, [model.Tensor(1, 2)], [model.Tensor(1, 2)]);

        var error = Should.Throw<ModelException>(() => Convert(model.ToFile()));

        error.Message.ShouldContain(expected);
    }

    [Theory]
    [InlineData(3, "CONV_2D")]
    [InlineData(25, "SOFTMAX")]
    [InlineData(32, "CUSTOM")]
    [InlineData(53, "CAST")]
    [InlineData(83, "PACK")]
    [InlineData(97, "RESIZE_NEAREST_NEIGHBOR")]
    [InlineData(114, "QUANTIZE")]
    [InlineData(117, "HARD_SWISH")]
    [InlineData(126, "BATCH_MATMUL")]
    [InlineData(150, "GELU")]
    [InlineData(161, "RIGHT_SHIFT")]
    public void Operations_have_the_numbers_of_the_schema(int number, string name) => TfLiteOperator.Names[number].ShouldBe(name);

    [Fact]
    public void A_step_that_cannot_be_converted_is_named_with_the_reason()
    {
        var model = new TestModel();
        int input = model.Tensor(1, 2), computed = model.Tensor(TfLiteType.Int32, [2]);
        model.Step("SHAPE", [input], [computed]);
        model.Step("TRANSPOSE", [input, computed], [model.Tensor(2, 1)]);

        var error = Should.Throw<ModelException>(() => Convert(model.ToFile()));

        error.Message.ShouldStartWith("Step 1 of the .tflite model, TRANSPOSE, is not converted: 't1' is not a constant of integers");
    }

    [Fact]
    public void An_image_of_any_size_is_refused()
    {
        var model = new TestModel();
        model.Step("ABS", [model.Tensor(TfLiteType.Float32, [1, 1, 1, 3], signature: [-1, -1, -1, 3])], [model.Tensor(1, 1, 1, 3)]);

        var error = Should.Throw<ModelException>(() => Convert(model.ToFile()));

        error.Message.ShouldContain("'t0' of the .tflite model has the shape (-1, -1, -1, 3)");
    }

    [Theory]
    [InlineData("")]
    [InlineData("TFL3")]
    [InlineData("\u0008\0\0\0ONNX and nothing else that is known")]
    public void What_is_no_model_is_said_to_be_none(string file)
    {
        var error = Should.Throw<ModelException>(() => Convert([.. file.Select(letter => (byte)letter)]));

        error.Message.ShouldContain("not a TensorFlow Lite model");
    }

    [Fact]
    public void A_file_that_is_cut_off_or_damaged_is_an_error_of_the_model()
    {
        var whole = Whole();
        var random = new Random(1);

        var cut = Enumerable.Range(0, whole.Length).Select(length => Outcome(whole[..length])).ToList();
        var damaged = Enumerable.Range(0, 20000).Select(_ =>
        {
            var file = whole.ToArray();
            for (var changes = random.Next(1, 4); changes > 0; changes--)
            {
                file[random.Next(file.Length)] = (byte)random.Next(256);
            }

            return Outcome(file);
        }).ToList();

        cut[..(whole.Length / 2)].ShouldAllBe(outcome => outcome == nameof(ModelException));
        cut.Concat(damaged).Distinct().ShouldBeSubsetOf([nameof(ModelException), "converted"]);
    }

    private static byte[] Convert(byte[] file) => TfLiteConverter.ToOnnx(TfLiteModel.Read(file));

    private static string Outcome(byte[] file)
    {
        try
        {
            Convert(file);
            return "converted";
        }
        catch (Exception exception)
        {
            return exception.GetType().Name;
        }
    }

    private static byte[] Whole()
    {
        var model = new TestModel();
        int input = model.Tensor(TfLiteType.UInt8, [1, 4, 4, 2], null, [0.5f], [3]), held = model.Tensor(TfLiteType.UInt8, [1, 2, 2, 2], null, [0.5f], [3]);
        int padded = model.Tensor(TfLiteType.UInt8, [1, 3, 2, 2], null, [0.5f], [3]), mean = model.Tensor(1, 2), sliced = model.Tensor(1, 1);
        model.Step("CONV_2D", [input, model.Tensor(TfLiteType.Int8, [2, 1, 1, 2], [1, 2, 3, 4], [1f, 2f], [0, 0])], [held], new() { [1] = 2, [2] = 2, [3] = (byte)3 });
        model.Step("PAD", [held, model.Tensor(TfLiteType.Int32, [4, 2], [.. new int[8].SelectMany(BitConverter.GetBytes)])], [padded]);
        model.Step("MEAN", [padded, model.Integers(1, 2)], [mean]);
        model.Step("STRIDED_SLICE", [mean, model.Integers(0, 0), model.Integers(1, 1), model.Integers(1, 1)], [sliced], new() { [4] = 0 });
        model.Step("RESHAPE", [sliced, model.Integers(1, -1)], [model.Tensor(1, 1)]);
        return model.ToFile();
    }
}
