using System.ComponentModel.DataAnnotations;
using EvalHarness.Core;

namespace EvalHarness.Decisions.Specs;

/// <summary>What comes after the months that are counted.</summary>
/// <param name="Growth">The annual growth of the last month's money, below the discount rate.</param>
[Keyword("terminal")]
public sealed record TerminalSpec([Range(-1, double.MaxValue)] double Growth);
