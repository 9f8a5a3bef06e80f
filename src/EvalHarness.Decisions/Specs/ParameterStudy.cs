using System.ComponentModel.DataAnnotations;
using EvalHarness.Core;

namespace EvalHarness.Decisions.Specs;

/// <summary>A measurement of one parameter.</summary>
/// <param name="Parameter">The parameter's name, such as <c>realisation</c>.</param>
/// <param name="Sd">The standard error of the measurement.</param>
[Keyword("measure")]
public sealed record ParameterStudy(string Parameter, [Range(0, double.MaxValue)] double Sd) : StudyDesign
{
    internal override IEnumerable<string> Problems() => Noise(Sd);

    internal override double NoiseSd(double n) => Sd;
}
