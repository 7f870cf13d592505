namespace Amazon.Lambda.RuntimeSupport;

public class RuntimeApiClientException : Exception
{
    internal RuntimeApiClientException(int statusCode, string response)
        : base($"The HTTP status code of the response was not expected ({statusCode}).\n\nResponse: \n{response}")
    {
        StatusCode = statusCode;
        Response = response;
    }

    public int StatusCode { get; }

    public string Response { get; }
}
