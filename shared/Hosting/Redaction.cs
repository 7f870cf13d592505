using System.Text.RegularExpressions;

namespace ImageClassification.Hosting;

/// <summary>
/// Removes credentials from a text: a URL's user name, password and query, which signs it, and keys and
/// signatures that stand alone. Messages of exceptions quote them.
/// </summary>
public static partial class Redaction
{
    private const string Redacted = "[redacted]";

    public static string Of(string text) => Secret().Replace(Query().Replace(UserInfo().Replace(text, $"{Redacted}@"), $"$1?{Redacted}"), $"$1{Redacted}");

    [GeneratedRegex("""(?<=://)[^\s/?#"'<>]*@""")]
    private static partial Regex UserInfo();

    [GeneratedRegex("""(://[^\s?"'<>]*)\?[^\s"'<>]*""")]
    private static partial Regex Query();

    /// <summary><see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-authentication-methods.html"/></summary>
    [GeneratedRegex("""((?:Credential|Signature|Security-Token|AWSAccessKeyId|Authorization)["']?\s*[=:]\s*["']?(?:Bearer\s+|Basic\s+)?)[^\s&,;"'<>]+|\b(?:AKIA|ASIA)[A-Z0-9]{16}\b""", RegexOptions.IgnoreCase)]
    private static partial Regex Secret();
}
