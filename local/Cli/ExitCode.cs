namespace ImageClassification.Cli;

/// <summary>How a verb ended.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>The command failed, or its check did.</summary>
    public const int Failed = 1;

    /// <summary>The arguments are wrong; nothing was done.</summary>
    public const int Usage = 2;

    /// <summary>It is done, and rests on guesses that people should look at.</summary>
    public const int Uncertain = 3;

    /// <summary>By Ctrl-C or a signal: 128 and SIGINT's number, as shells have it.</summary>
    public const int Interrupted = 130;
}
