using ImageClassification.Inference.Classification;
using ImageClassification.Inference.Models;

namespace ImageClassification.Inference.Tests.Classification;

public class ConfidencesTests
{
    [Fact]
    public void Softmax_adds_up_to_one_and_survives_huge_logits()
    {
        var confidences = Confidences.Of([3e38f, 3e38f, -3e38f], Activation.Softmax);

        confidences.ShouldBe([0.5, 0.5, 0]);
    }

    [Fact]
    public void Softmax_is_the_shares_of_the_exponentials()
    {
        var confidences = Confidences.Of([MathF.Log(1), MathF.Log(2), MathF.Log(5)], Activation.Softmax);

        confidences.ShouldBe([0.125, 0.25, 0.625], 1e-6);
    }

    [Fact]
    public void Sigmoid_judges_each_label_by_itself()
    {
        var confidences = Confidences.Of([0, MathF.Log(3), -1000], Activation.Sigmoid);

        confidences.ShouldBe([0.5, 0.75, 0], 1e-6);
    }

    [Fact]
    public void Confidences_that_the_graph_made_are_kept_within_0_and_1()
    {
        var confidences = Confidences.Of([1.0000001f, 0.25f, -1e-8f], Activation.None);

        confidences.ShouldBe([1, 0.25, 0]);
    }

    [Fact]
    public void Logits_are_not_taken_for_confidences()
    {
        var exception = Should.Throw<ModelException>(() => Confidences.Of([3.5f, -2], Activation.None));

        exception.Message.ShouldContain("output.activation");
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void What_is_no_number_is_a_fault_of_the_model(float value)
    {
        var exception = Should.Throw<ModelException>(() => Confidences.Of([1, value], Activation.Softmax));

        exception.Message.ShouldContain("output 1");
    }
}
