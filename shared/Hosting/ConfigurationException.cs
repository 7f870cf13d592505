namespace ImageClassification.Hosting;

/// <summary>The function's environment is wrong. The message says what is wrong and what is valid.</summary>
public sealed class ConfigurationException(string message) : Exception(message);
