using EvalHarness.Core;
using EvalHarness.Decisions.Specs;
using EvalHarness.Reports.Figures;
using EvalHarness.Reports.Views;

namespace EvalHarness.Reports.Verdicts;

/// <summary>How the options of a decision are drawn: hue and symbol by rung, dash by turn within the rung.</summary>
internal sealed class OptionStyles
{
    private static readonly string[] Dashes = ["solid", "dash", "dot", "dashdot"];
    private readonly IReadOnlyDictionary<string, ModelStyle> styles;

    public OptionStyles(DecisionSpec spec) =>
        styles = ModelStyle.Of(spec.Options.Select(option => (option.Id, Kind(option.Kind))));

    public ModelStyle this[string option] => styles[option];

    /// <summary>Draws an option's line: hue and dash, and its symbol here and there, for those who see no hue.</summary>
    public Plot Curve(Plot plot, string option, IEnumerable<double> x, IEnumerable<double> y)
    {
        var style = styles[option];
        return plot.Curve(x, y, style.Short, style.Token, Dashes[(int)style.Filling], Plot.Symbol(style));
    }

    private static ModelKind Kind(OptionKind? rung) =>
        rung switch
        {
            OptionKind.Rules or OptionKind.TraditionalMl => ModelKind.Baseline,
            >= OptionKind.Lora => ModelKind.Custom,
            _ => ModelKind.General,
        };
}
