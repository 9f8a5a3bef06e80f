using EvalHarness.Core;
using EvalHarness.Models.Providers;
using EvalHarness.Yaml;

namespace EvalHarness.Suites;

/// <summary>Routes of routers by slice that no sample takes: a value that is spelled otherwise goes to another model unseen.</summary>
/// <param name="suite">The suite whose routers are watched.</param>
internal sealed class UnusedRoutes(Suite suite)
{
    private readonly List<(ModelSpec Model, Router Router, HashSet<string> Left)> routers =
    [
        .. from model in suite.Models
        let router = model.Provider as Router
        where router?.Slice is not null
        select (model, router, router.To.Keys.ToHashSet(StringComparer.Ordinal)),
    ];

    public void Add(Sample sample)
    {
        foreach (var (_, router, left) in routers)
        {
            if (left.Count > 0 && router.ValueOf(sample) is { } value)
            {
                left.Remove(value);
            }
        }
    }

    public IEnumerable<Warning> Conclude(string task) =>
        from one in routers
        from value in one.Left.Order(StringComparer.Ordinal)
        select new Warning(
            one.Model.Declared,
            $"model {Wording.Quote(one.Model.Name)} routes {Wording.Quote(value)}, but no sample of task {Wording.Quote(task)} has that {one.Router.Slice}"
        );
}
