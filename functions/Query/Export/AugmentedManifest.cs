using System.Buffers;
using System.Globalization;
using System.Text.Json;
using ImageClassification.Contracts;
using ImageClassification.Quality.Training;
using ImageClassification.Query.Http;

namespace ImageClassification.Query.Export;

/// <summary>
/// SageMaker's augmented manifest of image classification, multi-label where an image of the batch shows several labels:
/// <see href="https://docs.aws.amazon.com/sagemaker/latest/dg/sms-data-output.html"/>.
/// </summary>
internal sealed class AugmentedManifest(IBufferWriter<byte> output, Split split, ClassNumbers classes) : ExportWriter
{
    public override Task WriteAsync(Prediction prediction, CancellationToken cancellationToken)
    {
        var truth = prediction.Truth!;
        using (var json = new Utf8JsonWriter(output, ApiJson.Writer))
        {
            json.WriteStartObject();
            json.WriteString("source-ref", $"s3://{prediction.Bucket}/{prediction.Key}");
            json.WriteString("split", split.NameOf(prediction.Key));
            json.WritePropertyName("label");
            WriteNumbers(json, truth);
            json.WriteStartObject("label-metadata");
            WriteNames(json, truth);
            json.WriteString("type", classes.IsMultiLabel ? "groundtruth/image-classification-multilabel" : "groundtruth/image-classification");
            json.WriteString("human-annotated", truth.How == TruthSource.Person ? "yes" : "no");
            json.WriteString("creation-date", truth.At.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.ffffff", CultureInfo.InvariantCulture));
            json.WriteString("job-name", $"batch/{prediction.Batch}");
            json.WriteEndObject();
            json.WriteEndObject();
        }

        output.Write("\n"u8);
        return Task.CompletedTask;
    }

    private void WriteNumbers(Utf8JsonWriter json, Truth truth)
    {
        if (!classes.IsMultiLabel)
        {
            json.WriteNumberValue(classes.Numbers[truth.Labels[0]]);
            return;
        }

        json.WriteStartArray();
        foreach (var label in truth.Labels)
        {
            json.WriteNumberValue(classes.Numbers[label]);
        }

        json.WriteEndArray();
    }

    /// <summary>Each with a confidence of 1: a truth is certain.</summary>
    private void WriteNames(Utf8JsonWriter json, Truth truth)
    {
        if (!classes.IsMultiLabel)
        {
            json.WriteString("class-name", truth.Labels[0]);
            json.WriteNumber("confidence", 1);
            return;
        }

        json.WriteStartObject("class-map");
        foreach (var label in truth.Labels)
        {
            json.WriteString(classes.Numbers[label].ToString(CultureInfo.InvariantCulture), label);
        }

        json.WriteEndObject();
        json.WriteStartObject("confidence-map");
        foreach (var label in truth.Labels)
        {
            json.WriteNumber(classes.Numbers[label].ToString(CultureInfo.InvariantCulture), 1);
        }

        json.WriteEndObject();
    }
}
