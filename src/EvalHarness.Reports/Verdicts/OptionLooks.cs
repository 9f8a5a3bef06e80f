using EvalHarness.Core;
using EvalHarness.Decisions;
using EvalHarness.Reports.Views;

namespace EvalHarness.Reports.Verdicts;

/// <summary>How the options of a decision are drawn: hue by rung, dash by turn within the hue.</summary>
internal sealed class OptionLooks
{
    private static readonly string[] Dashes = ["solid", "dash", "dot", "dashdot"];
    private readonly IReadOnlyDictionary<string, Look> looks;

    public OptionLooks(DecisionSpec spec) =>
        looks = Look.Of(spec.Options.Select(option => (option.Id, Kind(option.Kind))));

    public Look this[string option] => looks[option];

    /// <summary>The dash of an option's lines.</summary>
    public string Dash(string option) => Dashes[(int)looks[option].Filling];

    private static ModelKind Kind(OptionKind? rung) =>
        rung switch
        {
            OptionKind.Rules or OptionKind.TraditionalMl => ModelKind.Baseline,
            >= OptionKind.Lora => ModelKind.Custom,
            _ => ModelKind.General,
        };
}
