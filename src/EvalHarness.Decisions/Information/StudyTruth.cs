using EvalHarness.Decisions.Inputs;
using EvalHarness.Decisions.Specs;

namespace EvalHarness.Decisions.Information;

/// <summary>The quantity that a study looks at, before any noise.</summary>
internal static class StudyTruth
{
    /// <summary>A parameter, the quality of an option, or the lead in quality of one option over another.</summary>
    /// <param name="design">What the study does.</param>
    /// <param name="draws">The decision's parameters.</param>
    /// <returns>One value per draw.</returns>
    public static double[] Of(StudyDesign design, ParameterDraws draws)
    {
        if (design is ParameterStudy study)
        {
            return Values(study.Parameter);
        }

        double[][] qualities = [.. design.Options.Select(option => Values(OptionParameters.Quality.Of(option)))];
        return qualities is [var left, var right] ? InformationValue.Difference(left, right) : qualities[0];

        double[] Values(string parameter) => draws[parameter].ToArray(draws.Draws);
    }
}
