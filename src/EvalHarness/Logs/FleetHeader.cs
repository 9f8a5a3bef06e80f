namespace EvalHarness.Logs;

/// <summary>What a fleet did for a run.</summary>
/// <param name="Workers">Workers that took part.</param>
/// <param name="PossiblyTwice">Requests that were asked again after a worker was lost in the midst of them, and so may have been paid twice.</param>
/// <param name="SecondAnswers">Requests that two workers were answered; the first answer counts.</param>
public sealed record FleetHeader(int Workers, long PossiblyTwice, long SecondAnswers);
