namespace ImageClassification.Query.Http;

/// <summary>A parameter is missing or out of range: the response is 400 with this message.</summary>
internal sealed class BadRequestException(string message) : Exception(message)
{
    /// <exception cref="BadRequestException">The condition holds.</exception>
    public static void ThrowIf(bool condition, string message)
    {
        if (condition)
        {
            throw new BadRequestException(message);
        }
    }
}
