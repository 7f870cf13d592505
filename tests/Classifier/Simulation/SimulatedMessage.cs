namespace ImageClassification.Classifier.Tests.Simulation;

/// <summary>A message of the work queue.</summary>
internal sealed class SimulatedMessage(string body, DateTimeOffset visibleAt)
{
    public string Body => body;

    public DateTimeOffset VisibleAt { get; set; } = visibleAt;

    /// <summary>How often it was received.</summary>
    public int Receives { get; set; }

    /// <summary>When the try that is under way began.</summary>
    public DateTimeOffset StartedAt { get; set; }

    public bool IsDead => Receives >= World.MaxReceives;
}
