namespace EvalHarness.Models.Processes;

/// <summary>What is asked of a process, and who is told of its end.</summary>
/// <param name="MaxReplyBytes">Longest line read.</param>
/// <param name="StartTimeout">How long it may take until it says that it is ready; null where it is not asked to.</param>
/// <param name="Time">The clock.</param>
/// <param name="OnEnded">
/// Is told of the end, and how many requests it left unanswered; gives what makes the failure of each.
/// </param>
internal sealed record ProcessTerms(
    int MaxReplyBytes,
    TimeSpan? StartTimeout,
    TimeProvider Time,
    Func<ModelProcess, ProcessEnd, int, Func<ModelException>> OnEnded
);

/// <summary>What a process did that it was ended for.</summary>
/// <param name="What">What, in words that quote nothing.</param>
/// <param name="IsUntrue">Whether it answered what nobody asked: then no answer of it can be believed, and another attempt does not help.</param>
internal sealed record ProcessFault(string What, bool IsUntrue = false);

/// <summary>How a process ended.</summary>
/// <param name="Fault">What it did that it was ended for; null where it ended by itself or in good order.</param>
/// <param name="ExitCode">Its exit code; null when it is not known.</param>
/// <param name="HasErrors">Whether it wrote anything to its error stream.</param>
internal readonly record struct ProcessEnd(ProcessFault? Fault, int? ExitCode, bool HasErrors);
