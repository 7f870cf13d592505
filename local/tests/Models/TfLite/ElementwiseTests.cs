using ImageClassification.Models.TfLite;

namespace ImageClassification.Models.Tests.TfLite;

public class ElementwiseTests
{
    private static readonly float[] Values = [-7f, -3.5f, -1f, -0.25f, 0f, 0.5f, 2.5f, 8f];

    private static readonly Dictionary<string, Func<double, double>> Unary = new()
    {
        ["ABS"] = Math.Abs,
        ["CEIL"] = Math.Ceiling,
        ["COS"] = Math.Cos,
        ["ELU"] = x => x < 0 ? Math.Exp(x) - 1 : x,
        ["EXP"] = Math.Exp,
        ["FLOOR"] = Math.Floor,
        ["GELU"] = x => 0.5 * x * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (x + (0.044715 * x * x * x)))),
        ["HARD_SWISH"] = x => x * Math.Clamp(x + 3, 0, 6) / 6,
        ["LEAKY_RELU"] = x => x < 0 ? 0.125 * x : x,
        ["LOGISTIC"] = x => 1 / (1 + Math.Exp(-x)),
        ["NEG"] = x => -x,
        ["RELU"] = x => Math.Max(x, 0),
        ["RELU6"] = x => Math.Clamp(x, 0, 6),
        ["RELU_0_TO_1"] = x => Math.Clamp(x, 0, 1),
        ["RELU_N1_TO_1"] = x => Math.Clamp(x, -1, 1),
        ["ROUND"] = x => Math.Round(x, MidpointRounding.ToEven),
        ["SIGN"] = x => Math.Sign(x),
        ["SIN"] = Math.Sin,
        ["SQUARE"] = x => x * x,
        ["TANH"] = Math.Tanh,
    };

    private static readonly Dictionary<string, Func<double, double, double>> Binary = new()
    {
        ["ADD"] = (x, y) => x + y,
        ["DIV"] = (x, y) => x / y,
        ["MAXIMUM"] = Math.Max,
        ["MINIMUM"] = Math.Min,
        ["MUL"] = (x, y) => x * y,
        ["PRELU"] = (x, y) => x < 0 ? x * y : x,
        ["SQUARED_DIFFERENCE"] = (x, y) => (x - y) * (x - y),
        ["SUB"] = (x, y) => x - y,
    };

    public static TheoryData<string> UnaryNames => [.. Unary.Keys];

    public static TheoryData<string> BinaryNames => [.. Binary.Keys];

    [Theory]
    [MemberData(nameof(UnaryNames))]
    public void An_operation_of_one_input_computes_each_value(string operation)
    {
        var model = new TestModel();
        Dictionary<int, object> options = operation == "LEAKY_RELU" ? new() { [0] = 0.125f } : operation == "GELU" ? new() { [0] = true } : [];
        model.Step(operation, [model.Tensor(1, 8)], [model.Tensor(1, 8)], options);

        var actual = model.Run(Values);

        actual.Zip(Values, (one, value) => Math.Abs(one - Unary[operation](value)) / Math.Max(1, Math.Abs(one))).Max().ShouldBeLessThan(1e-5);
    }

    [Theory]
    [InlineData("SQRT", 0.5)]
    [InlineData("RSQRT", -0.5)]
    [InlineData("POW", 3)]
    public void A_power_is_that_of_its_name(string operation, double exponent)
    {
        float[] values = [0.25f, 1, 2, 9];
        var model = new TestModel();
        int[] inputs = [model.Tensor(4), model.Constant([4], 3, 3, 3, 3)];
        model.Step(operation, operation == "POW" ? inputs : inputs[..1], [model.Tensor(4)]);

        var actual = model.Run(values);

        actual.ShouldBe([.. values.Select(value => (float)Math.Pow(value, exponent))], 1e-3);
    }

    [Theory]
    [MemberData(nameof(BinaryNames))]
    public void An_operation_of_two_inputs_repeats_the_smaller_along_the_channels_behind_a_convolution(string operation)
    {
        var (image, other) = (TestModel.Random(2 * 3 * 2), new[] { 0.5f, -2f });
        var model = new TestModel();
        var (input, held) = (model.Tensor(1, 2, 3, 2), model.Tensor(1, 2, 3, 2));
        model.Step("MAX_POOL_2D", [input], [held], new() { [1] = 1, [2] = 1, [3] = 1, [4] = 1 });
        model.Step(operation, [held, model.Constant([2], other)], [model.Tensor(1, 2, 3, 2)]);

        var actual = model.Run(image);

        actual.ShouldBe([.. image.Select((value, index) => (float)Binary[operation](value, other[index % 2]))], 1e-5);
    }

    [Theory]
    [InlineData("MEAN", 1.0 / 6)]
    [InlineData("SUM", 1.0)]
    public void A_sum_goes_over_height_and_width_behind_a_convolution(string operation, double factor)
    {
        var image = TestModel.Random(2 * 3 * 2);
        float[] expected = [.. Enumerable.Range(0, 2).Select(channel => (float)(image.Where((_, index) => index % 2 == channel).Sum() * factor))];

        foreach (var keeps in new[] { true, false })
        {
            var model = new TestModel();
            var (input, held) = (model.Tensor(1, 2, 3, 2), model.Tensor(1, 2, 3, 2));
            model.Step("MAX_POOL_2D", [input], [held], new() { [1] = 1, [2] = 1, [3] = 1, [4] = 1 });
            model.Step(operation, [held, model.Integers(1, -2)], [model.Tensor(keeps ? [1, 1, 1, 2] : [1, 2])], new() { [0] = keeps });

            model.Run(image).ShouldBe(expected, 1e-5);
        }
    }

    [Theory]
    [InlineData("REDUCE_MAX", 8)]
    [InlineData("REDUCE_MIN", -7)]
    [InlineData("REDUCE_PROD", 0)]
    public void A_reduction_goes_over_the_side_it_is_told(string operation, float expected)
    {
        var model = new TestModel();
        model.Step(operation, [model.Tensor(1, 8), model.Integers(-1)], [model.Tensor(1)]);

        var actual = model.Run(Values);

        actual.ShouldBe([expected]);
    }

    [Fact]
    public void Softmax_multiplies_by_beta_and_goes_over_the_channels()
    {
        var model = new TestModel();
        var (input, held) = (model.Tensor(1, 1, 2, 2), model.Tensor(1, 1, 2, 2));
        model.Step("MAX_POOL_2D", [input], [held], new() { [1] = 1, [2] = 1, [3] = 1, [4] = 1 });
        model.Step("SOFTMAX", [held], [model.Tensor(1, 1, 2, 2)], new() { [0] = 2f });

        var actual = model.Run([0, 1, 3, 3]);

        actual.ShouldBe([(float)(1 / (1 + Math.Exp(2))), (float)(1 / (1 + Math.Exp(-2))), 0.5f, 0.5f], 1e-6);
    }

    [Fact]
    public void Log_softmax_is_its_logarithm()
    {
        var model = new TestModel();
        model.Step("LOG_SOFTMAX", [model.Tensor(1, 2)], [model.Tensor(1, 2)]);

        var actual = model.Run([0, 1]);

        actual.ShouldBe([-(float)Math.Log(1 + Math.E), -(float)Math.Log(1 + (1 / Math.E))], 1e-6);
    }

    [Fact]
    public void The_length_over_the_last_side_becomes_one()
    {
        var model = new TestModel();
        model.Step("L2_NORMALIZATION", [model.Tensor(3, 2)], [model.Tensor(3, 2)]);

        var actual = model.Run([3, 4, 0, -2, 0, 0]);

        actual.ShouldBe([0.6f, 0.8f, 0, -1, 0, 0], 1e-6);
    }

    [Fact]
    public void Neighbouring_channels_dampen_each_other()
    {
        var model = new TestModel();
        model.Step("LOCAL_RESPONSE_NORMALIZATION", [model.Tensor(1, 1, 1, 4)],
            [model.Tensor(1, 1, 1, 4)], new() { [0] = 1, [1] = 2f, [2] = 0.5f, [3] = 0.75f });

        var actual = model.Run([1, 2, 3, 4]);

        actual.ShouldBe([.. new[] { (1, 5), (2, 14), (3, 29), (4, 25) }.Select(pair => (float)(pair.Item1 / Math.Pow(2 + (0.5 * pair.Item2), 0.75)))], 1e-5);
    }

    [Fact]
    public void Several_are_added_and_a_logarithm_taken()
    {
        var model = new TestModel();
        var (input, sum) = (model.Tensor(3), model.Tensor(3));
        model.Step("ADD_N", [input, input, model.Constant([3], 1, 2, 3)], [sum]);
        model.Step("LOG", [sum], [model.Tensor(3)]);

        var actual = model.Run([1, 2, 3]);

        actual.ShouldBe([MathF.Log(3), MathF.Log(6), MathF.Log(9)], 1e-6);
    }

    [Theory]
    [InlineData("EQUAL", 0, 1, 0)]
    [InlineData("NOT_EQUAL", 1, 0, 1)]
    [InlineData("GREATER_EQUAL", 0, 1, 1)]
    [InlineData("LESS", 1, 0, 0)]
    [InlineData("LESS_EQUAL", 1, 1, 0)]
    public void A_comparison_chooses(string operation, float below, float equal, float above)
    {
        var model = new TestModel();
        var (input, isSo) = (model.Tensor(3), model.Tensor(TfLiteType.Bool, [3]));
        model.Step(operation, [input, model.Constant([3], 5, 5, 5)], [isSo]);
        model.Step("SELECT", [isSo, model.Constant([3], 1, 1, 1), model.Constant([3], 0, 0, 0)], [model.Tensor(3)]);

        model.Run([4, 5, 6]).ShouldBe([below, equal, above]);
    }

    [Theory]
    [InlineData("LOGICAL_AND", 0, 0, 1)]
    [InlineData("LOGICAL_OR", 0, 1, 1)]
    public void Truths_are_combined_and_turned(string operation, float none, float one, float both)
    {
        var model = new TestModel();
        int input = model.Tensor(3), first = Bool(), second = Bool(), together = Bool(), turned = Bool();
        model.Step("GREATER", [input, model.Constant([3], 1, 1, 1)], [first]);
        model.Step("GREATER", [input, model.Constant([3], 2, 2, 2)], [second]);
        model.Step(operation, [first, second], [together]);
        model.Step("LOGICAL_NOT", [together], [turned]);
        model.Step("SELECT_V2", [turned, model.Constant([3], 0, 0, 0), model.Constant([3], 1, 1, 1)], [model.Tensor(3)]);

        model.Run([0, 1.5f, 3]).ShouldBe([none, one, both]);

        int Bool() => model.Tensor(TfLiteType.Bool, [3]);
    }

    [Fact]
    public void The_lowest_is_found()
    {
        var model = new TestModel();
        var (input, index) = (model.Tensor(1, 3), model.Tensor(TfLiteType.Int32, [1]));
        model.Step("ARG_MIN", [input, model.Integer(1)], [index]);
        model.Step("CAST", [index], [model.Tensor(1)]);

        model.Run([7, 1, 2]).ShouldBe([1]);
    }

    [Fact]
    public void The_highest_is_found_and_chosen_by_comparison()
    {
        var model = new TestModel();
        var (input, index, cast, isHigher) = (model.Tensor(1, 3), model.Tensor(TfLiteType.Int32, [1]), model.Tensor(1), model.Tensor(TfLiteType.Bool, [1]));
        model.Step("ARG_MAX", [input, model.Integer(1)], [index]);
        model.Step("CAST", [index], [cast]);
        model.Step("GREATER", [cast, model.Constant([1], 0.5f)], [isHigher]);
        model.Step("SELECT_V2", [isHigher, cast, model.Constant([1], -1)], [model.Tensor(1)]);

        model.Run([1, 2, 9]).ShouldBe([2]);
        model.Run([9, 1, 2]).ShouldBe([-1]);
    }
}
