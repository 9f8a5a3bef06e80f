using System.Collections.Immutable;

namespace EvalHarness.Runs.Checkups;

/// <summary>How the models of a suite are checked.</summary>
public sealed record CheckupOptions
{
    /// <summary>Names of the models to check; all by default.</summary>
    public ImmutableArray<string> Models { get; init; } = [];

    /// <summary>How often each of four prompts is asked at temperature 0, 2 to 100; 2 by default.</summary>
    public int Repeats { get; init; } = 2;

    /// <summary>Most tokens of an answer; 32 by default. A model that reasons first needs more before any text comes.</summary>
    public int MaxTokens { get; init; } = 32;

    /// <summary>Folder of the logs, in whose cache what is loaded is kept; nothing that is asked goes there. <c>results</c> by default.</summary>
    public string Results { get; init; } = "results";

    /// <summary>The clock; the system's by default.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
