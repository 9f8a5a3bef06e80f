namespace EvalHarness.Comparisons.Histories;

/// <summary>Samples by what became of them from one run to another.</summary>
/// <param name="Won">Wrong before, right now; for scores in parts: scored higher.</param>
/// <param name="Lost">Right before, wrong now; for scores in parts: scored lower.</param>
/// <param name="BothRight">Right in both.</param>
/// <param name="BothWrong">Wrong in both.</param>
/// <param name="WrongDifferently">Of those wrong in both, the ones with another answer.</param>
public sealed record FlipCounts(int Won, int Lost, int BothRight, int BothWrong, int WrongDifferently);
