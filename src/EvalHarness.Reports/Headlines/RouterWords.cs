using EvalHarness.Cascades;
using EvalHarness.Reports.Formats;

namespace EvalHarness.Reports.Headlines;

/// <summary>What a simulated router by slice means, in sentences.</summary>
/// <param name="router">The router.</param>
/// <param name="plan">The router for use.</param>
/// <param name="short">How a model is called.</param>
internal sealed class RouterWords(CascadeSimulation router, RouterPlan plan, Func<string, string> @short)
{
    /// <summary>Values named in a sentence.</summary>
    private const int MostNamed = 8;

    private readonly SimulatedCascade simulated = router.Result;
    private readonly CascadeWords shared = new(router, @short);

    /// <summary>The question that a reader has.</summary>
    public string Question => $"Does {By} tell where {shared.Then} is worth asking instead of {shared.First}?";

    public string Answer =>
        simulated.StrongShare switch
        {
            0 =>
                $"No: for no {By} is {shared.Then} worth its price, and {shared.First} alone ({Alone}) is the better choice.",
            1 => $"No: {shared.Then} is worth its price for every {By}, and alone ({Alone}) the better choice.",
            _ =>
                $"{shared.Pays}A router that asks {shared.Then} for {Show.Percent(simulated.StrongShare)} of the answers, by {By}, and {shared.First} for the others is right on {Show.Percent(simulated.Quality)}, against {Show.Percent(simulated.Curve.Weak)} and {Show.Percent(simulated.Curve.Strong)} of the two alone{shared.Price}.",
        };

    /// <summary>Whether it pays, counted in money.</summary>
    public string Worth => shared.Worth;

    /// <summary>What learning and scoring on the same answers would claim.</summary>
    public string Optimism => shared.Optimism;

    /// <summary>How far slices go, whatever calls cost, and how far one could go.</summary>
    public string Gap
    {
        get
        {
            string oracle =
                $"An oracle would take {Show.Percent(simulated.OraclePeak.StrongShare)} of the calls to be right on {Show.Percent(simulated.OraclePeak.Quality)}.";
            return simulated.Line?.CallsFor(0.5) is { } half && simulated.Line.CallsFor(0.8) is { } most
                ? $"Half of the gain takes {Show.Percent(half)} of the calls, 80 % of it {Show.Percent(most)} (CPT, cross-fitted). {oracle}"
                : oracle;
        }
    }

    /// <summary>The share of the gap that slices close on average; empty where there is no gap.</summary>
    public string Closed =>
        simulated is { Line.Apgr: { } honest, Curve.Apgr: { } claimed }
            ? $"Over all shares of calls, {By} closes {Show.Percent(honest)} of the gap on average, cross-fitted, and {Show.Percent(claimed)} in-sample, where chance would close 50 %"
            : "";

    /// <summary>The slices to send to the second model.</summary>
    public string Use
    {
        get
        {
            string[] values = [.. plan.Slices.Where(slice => slice.ToThen).Select(slice => slice.Value)];
            if (plan.Yaml(router.First, router.Then) is null)
            {
                return $"For use, learnt from all answers: {(plan.OtherwiseThen ? shared.Then : shared.First)} alone.";
            }

            if (shared.Instead is { } alone)
            {
                return alone;
            }

            string named = string.Join(", ", values.Take(MostNamed).Select(Names.InText));
            string more = values.Length > MostNamed ? $" and {Show.Count(values.Length - MostNamed)} more" : "";
            return $"For use, learnt from all answers: {shared.Then} for {named}{more}; for values never seen, {(plan.OtherwiseThen ? shared.Then : shared.First)}.";
        }
    }

    private string By { get; } = Names.InText(plan.By);

    private string Alone => $"{Show.Percent(simulated.Quality)} right";
}
