namespace EvalHarness.Cli;

/// <summary>How a verb ends.</summary>
internal static class ExitCode
{
    /// <summary>All is well.</summary>
    public const int Good = 0;

    /// <summary>A gate failed.</summary>
    public const int GateFailed = 1;

    /// <summary>The user's own file, flag or variable is wrong.</summary>
    public const int YourFile = 2;

    /// <summary>The world failed more often than the suite allows.</summary>
    public const int TheWorld = 3;

    /// <summary>A bug of ours.</summary>
    public const int OurBug = 70;

    /// <summary>Ended by Ctrl-C or SIGTERM, or cancelled; where a run was going on, its log is whole and the same command goes on.</summary>
    public const int Interrupted = 130;
}
