namespace ImageClassification.Hosting;

/// <summary>The function's environment is wrong. The message says what, and what would be right.</summary>
public sealed class ConfigurationException(string message) : Exception(message);
