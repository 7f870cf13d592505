using Microsoft.ML.OnnxRuntime;

namespace ImageClassification.Offline.OnnxRuntime;

public sealed class InferenceSessionTests
{
    /// <summary>Operator set 13: y = Add(x, x), both float tensors of shape [1, 3].</summary>
    private const string DoublingModel =
        "CAg6RAoOCgF4CgF4EgF5IgNBZGQSCGRvdWJsaW5nWhMKAXgSDgoMCAESCAoCCAEKAggDYhMKAXkSDgoMCAESCAoCCAEKAggDQgQKABAN";

    [Fact]
    public void A_model_runs_in_the_native_library()
    {
        using var session = new InferenceSession(Convert.FromBase64String(DoublingModel));
        using var input = OrtValue.CreateTensorValueFromMemory([1f, 2f, 3.5f], [1, 3]);
        using var options = new RunOptions();

        using var outputs = session.Run(options, ["x"], [input], ["y"]);

        outputs[0].GetTensorDataAsSpan<float>().ToArray().ShouldBe([2f, 4f, 7f]);
    }

    [Fact]
    public void The_native_library_is_of_the_version_that_the_package_declares()
    {
        OrtEnv.Instance().GetVersionString().ShouldBe("1.29.0");
    }
}
