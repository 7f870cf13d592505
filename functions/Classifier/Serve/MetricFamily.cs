namespace ImageClassification.Classifier.Serve;

/// <param name="Name">As OpenMetrics wants it: with its unit, without the suffix of its samples.</param>
/// <param name="Type">counter, gauge or histogram.</param>
/// <param name="Help">For people.</param>
/// <param name="Label">The label that distinguishes its series, if any.</param>
internal sealed record MetricFamily(string Name, string Type, string Help, string? Label = null)
{
    private static readonly MetricFamily Images = new("images", "counter", "By outcome: CLASSIFIED or the error's code.", "outcome");
    private static readonly MetricFamily Stages = new("image_stage_seconds", "histogram", "The time that each step of an image took.", "stage");

    /// <summary>The metric family of each instrument, and the label's value if it is not the measurement's tag.</summary>
    public static readonly IReadOnlyDictionary<string, (MetricFamily Family, string? Value)> OfInstruments = new Dictionary<string, (MetricFamily, string?)>
    {
        ["Requests"] = (new("http_requests", "counter", "By the answer's status; 499 where the caller had gone.", "status"), null),
        ["RequestTime"] = (new("http_request_duration_seconds", "histogram", "From the request's headers to the answer."), ""),
        ["InFlight"] = (new("http_requests_in_flight", "gauge", "Begun and not answered yet."), ""),
        ["Classified"] = (Images, "CLASSIFIED"),
        ["Failed"] = (Images, null),
        ["FetchTime"] = (Stages, "fetch"),
        ["DecodeTime"] = (Stages, "decode"),
        ["PreprocessTime"] = (Stages, "preprocess"),
        ["InferTime"] = (Stages, "infer"),
    };
}
