namespace ImageClassification.Hosting.Http;

/// <summary>A problem document, <see href="https://www.rfc-editor.org/rfc/rfc9457"/>.</summary>
/// <param name="Type">Always "about:blank": the status says it all.</param>
/// <param name="Title">The status in words.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Detail">What is wrong with this request, and how to fix it.</param>
/// <param name="Code">Stable, for programs, where one status has several causes.</param>
internal sealed record Problem(string Type, string Title, int Status, string Detail, string? Code);
