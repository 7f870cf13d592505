using System.Security.Cryptography;
using System.Text;

namespace ImageClassification.Console.Files;

/// <param name="Type">The content type.</param>
/// <param name="Body">Text.</param>
internal sealed record PageFile(string Type, string Body)
{
    /// <summary>16 hexadecimal digits of SHA-256, computed once.</summary>
    public string Hash { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Body)).AsSpan(0, 8));

    /// <summary>For If-None-Match.</summary>
    public string Tag => $"\"{Hash}\"";
}
