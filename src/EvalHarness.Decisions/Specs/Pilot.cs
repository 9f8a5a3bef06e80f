using System.ComponentModel.DataAnnotations;
using EvalHarness.Core;

namespace EvalHarness.Decisions.Specs;

/// <summary>A small version of an option, built to learn how good the real one would be.</summary>
/// <param name="Option">The option that is piloted.</param>
/// <param name="Sd">The standard deviation of what the pilot says around the real quality.</param>
[Keyword("pilot")]
public sealed record Pilot(string Option, [Range(0, double.MaxValue)] double Sd) : StudyDesign
{
    internal override IEnumerable<string> Options => [Option];

    internal override IEnumerable<string> Problems() => Noise(Sd);

    internal override double NoiseSd(double n) => Sd;
}
