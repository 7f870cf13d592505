using ImageClassification.Runner.Events;

namespace ImageClassification.Runner.Tests.Events;

public sealed class PartialBatchTests
{
    private static readonly string[] Ids = ["a", "b"];

    [Theory]
    [InlineData("""{"batchItemFailures":[]}""")]
    [InlineData("""{"batchItemFailures":null}""")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("")]
    public void An_empty_answer_means_that_all_succeeded(string answer)
    {
        PartialBatch.Failed(answer, Ids).ShouldBeEmpty();
    }

    [Fact]
    public void Only_the_named_messages_failed()
    {
        PartialBatch.Failed("""{"batchItemFailures":[{"itemIdentifier":"b"}]}""", Ids).ShouldBe(["b"]);
    }

    [Theory]
    [InlineData("""{"batchItemFailures":[{"itemIdentifier":""}]}""")]
    [InlineData("""{"batchItemFailures":[{"itemIdentifier":null}]}""")]
    [InlineData("""{"batchItemFailures":[{"id":"a"}]}""")]
    [InlineData("""{"batchItemFailures":[{"itemIdentifier":"stranger"}]}""")]
    [InlineData("""{"batchItemFailures":"a"}""")]
    [InlineData("not JSON")]
    public void A_malformed_answer_means_that_all_failed(string answer)
    {
        PartialBatch.Failed(answer, Ids).ShouldBe(Ids, ignoreOrder: true);
    }
}
