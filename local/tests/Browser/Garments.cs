using System.Globalization;
using ImageClassification.Contracts;

namespace ImageClassification.Browser.Tests;

/// <summary>Predictions of garments in folders named like them, without their pictures.</summary>
internal static class Garments
{
    public static readonly string[] Folders = ["dress", "hat", "shoes"];

    /// <summary>One of so many labels, counted by <paramref name="wrongEvery"/>, is another than its folder's.</summary>
    public static Task WriteAsync(ConsoleFixture fixture, string batch, string version, int count, int wrongEvery, bool isMultiLabel = false)
    {
        var writer = fixture.Writer();
        return Parallel.ForEachAsync(Enumerable.Range(0, count), TestContext.Current.CancellationToken, async (number, cancellationToken) =>
        {
            var folder = Folders[number % Folders.Length];
            var label = number % wrongEvery == 0 ? Folders[(number + 1) % Folders.Length] : folder;
            var prediction = Of(fixture, string.Create(CultureInfo.InvariantCulture, $"uploads/{batch}/{folder}/{number:D3}.jpg"), version) with
            {
                IsMultiLabel = isMultiLabel,
                Labels = [new ScoredLabel(label, 0.3 + (0.6 * number / count)), .. Folders.Where(other => other != label).Select(other => new ScoredLabel(other, 0.05))],
            };
            await writer.WriteAsync(prediction, cancellationToken);
        });
    }

    public static async Task FailAsync(ConsoleFixture fixture, string key, string code, string version = "1") => await fixture.Writer().WriteAsync(
        Of(fixture, key, version) with { Status = PredictionStatus.Failed, Error = new PredictionError(code, "No.") }, TestContext.Current.CancellationToken);

    private static Prediction Of(ConsoleFixture fixture, string key, string version) => new()
    {
        Bucket = fixture.Pipeline.Bucket,
        Key = ObjectKey.Parse(key),
        Status = PredictionStatus.Classified,
        Model = new ModelIdentity(ModelName.Parse("clothing"), version, "0123456789abcdef"),
        Version = new ObjectVersion(new DateTimeOffset(2026, 1, 15, 12, 0, 0, TimeSpan.Zero), "e", Sequencer.From("0A")),
        PredictedAt = new DateTimeOffset(2026, 1, 15, 12, 0, 3, TimeSpan.Zero),
    };
}
