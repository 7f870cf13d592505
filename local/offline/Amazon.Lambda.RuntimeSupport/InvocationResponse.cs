namespace Amazon.Lambda.RuntimeSupport;

public class InvocationResponse(Stream outputStream)
{
    public Stream OutputStream { get; set; } = outputStream;
}
