using System.Collections.Immutable;
using EvalHarness.Core;
using EvalHarness.Logs;
using EvalHarness.Models;
using EvalHarness.Models.Providers;
using EvalHarness.Suites;
using EvalHarness.Yaml;

namespace EvalHarness.Runs.Checkups;

/// <summary>
/// A few small requests to each model of a suite that is asked over a network or loaded here: whether it answers, how fast, and what it
/// can do. Limits and budget of the suite hold; nothing is read from the cache, and nothing goes into it or into a run.
/// </summary>
public sealed class Checkup
{
    /// <summary>Attempts at a request: a world that fails twice is what the checkup is to tell of.</summary>
    internal const int Attempts = 2;

    private readonly Suite suite;
    private readonly CheckupOptions options;
    private readonly Dictionary<string, ModelFinding> left;

    private Checkup(Suite suite, CheckupOptions options, ImmutableArray<ModelSpec> models, List<ModelFinding> left)
    {
        (this.suite, this.options, Models) = (suite, options, models);
        this.left = left.ToDictionary(finding => finding.Model, StringComparer.Ordinal);
    }

    /// <summary>The models that are asked, in the order of the suite.</summary>
    public ImmutableArray<ModelSpec> Models { get; }

    /// <summary>The checkup of a suite; asks nobody yet.</summary>
    /// <param name="suite">The suite.</param>
    /// <param name="options">How; as the options say by default.</param>
    /// <exception cref="DocumentException">A model is named that the suite has not.</exception>
    public static Checkup Of(Suite suite, CheckupOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(suite);
        options ??= new();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Repeats, 2, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxTokens, 1, nameof(options));
        string[] names = [.. suite.Models.Select(model => model.Name), .. suite.Skipped.Select(model => model.Name)];
        Fault[] unknown =
        [
            .. from name in options.Models
            where !names.Contains(name, StringComparer.Ordinal)
            select new Fault(
                new Location(suite.File),
                $"no model {Wording.Quote(name)} in this suite",
                Wording.List([.. names]),
                Spelling.Nearest(name, names)
            ),
        ];
        if (unknown.Length > 0)
        {
            throw new DocumentException(unknown);
        }

        bool IsMeant(string name) => options.Models.IsEmpty || options.Models.Contains(name);
        var left = suite
            .Skipped.Where(model => IsMeant(model.Name))
            .Select(model => new ModelFinding(model.Name, FindingStatus.Skipped, model.Reason))
            .ToList();
        var asked = ImmutableArray.CreateBuilder<ModelSpec>();
        foreach (var model in suite.Models.Where(model => IsMeant(model.Name)))
        {
            if (WhyNot(model.Provider) is { } why)
            {
                left.Add(new(model.Name, FindingStatus.NotAsked, why) { Description = model.Provider.Description });
            }
            else
            {
                asked.Add(model);
            }
        }

        return new Checkup(suite, options, asked.ToImmutable(), left);
    }

    /// <summary>What it may ask and cost at most.</summary>
    public CheckupBill Bill
    {
        get
        {
            var requests = Models.SelectMany(model => Sent(model).Select(probe => (model, probe))).ToList();
            return new(
                Models.Length,
                requests.Count,
                Attempts
                    * requests.Sum(one =>
                        Outlay.Of(one.probe.To(one.model.Name, suite.Tasks[0].Name, 0), one.model.Price).MostUsd
                    ),
                [.. Models.Where(model => model.Price is null).Select(model => model.Name)]
            );
        }
    }

    /// <summary>Asks the models; those of one server one after the other, so that none disturbs the other's times.</summary>
    /// <param name="tell">Is told which model is asked next, by name; nobody by default.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    /// <returns>One finding a model in the order of the suite, those not asked included; skipped ones stand last.</returns>
    /// <exception cref="DocumentException">A model cannot be connected as it is declared.</exception>
    public async Task<ImmutableArray<ModelFinding>> RunAsync(
        Action<string>? tell = null,
        CancellationToken cancellationToken = default
    )
    {
        var servers = new ServerLimits(suite, options.Time);
        var context = new PlanContext(suite.Catalog, new RunStore(options.Results), options.Time, "");
        var connector = new ModelConnector(suite, context, "", servers: servers);
        var budget = new RunBudget(suite.Budget.Usd, suite.Budget.Requests);
        var found = await Task.WhenAll(
            Models
                .GroupBy(model => model.Provider.Server is { } url ? ServerAddress.Of(url) : model.Name)
                .Select(async server =>
                {
                    var findings = new List<ModelFinding>();
                    foreach (var model in server)
                    {
                        tell?.Invoke(model.Name);
                        var probing = new ModelProbing(suite, model, connector, budget, options);
                        findings.Add(await probing.RunAsync([.. Probes(model)], cancellationToken));
                    }

                    return findings;
                })
        );
        var all = found
            .SelectMany(one => one)
            .Concat(left.Values)
            .ToDictionary(one => one.Model, StringComparer.Ordinal);
        return
        [
            .. suite
                .Models.Select(model => model.Name)
                .Concat(suite.Skipped.Select(model => model.Name))
                .Where(all.ContainsKey)
                .Select(name => all[name]),
        ];
    }

    /// <summary>Why there is nothing to ask; null where there is.</summary>
    private static string? WhyNot(IModelProvider provider) =>
        provider switch
        {
            Published => "known by published scores alone",
            ITeam => "asks other models",
            { IsRecorded: true } => "its answers are recorded",
            { IsLocal: true } => "runs in this process and costs nothing",
            _ => null,
        };

    private IEnumerable<Probe> Probes(ModelSpec model) =>
        Probe.Of(model, suite.Tasks[0].For(model).Generation, options);

    /// <summary>The probes that the model's interface can send.</summary>
    private IEnumerable<Probe> Sent(ModelSpec model) =>
        Probes(model).Where(probe => ModelProbing.WhyNotSent(model.Provider, probe) is null);
}
