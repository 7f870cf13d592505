using ImageClassification.Inference.Classification;

namespace ImageClassification.Inference.Tests.Classification;

public class RankingTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(200)]
    public void The_best_are_those_that_sorting_puts_first(int count)
    {
        var random = new Random(20261120);
        var confidences = Enumerable.Range(0, 200).Select(_ => random.Next(50) / 50.0).ToArray();
        var labels = Enumerable.Range(0, 200).Select(number => $"label {number}").ToList();

        var best = Ranking.Best(labels, confidences, count);

        best.Select(scored => scored.Label).ShouldBe(labels.Zip(confidences).OrderByDescending(pair => pair.Second).Take(count).Select(pair => pair.First));
        best.Select(scored => scored.Confidence).ShouldBe(confidences.OrderDescending().Take(count));
    }
}
