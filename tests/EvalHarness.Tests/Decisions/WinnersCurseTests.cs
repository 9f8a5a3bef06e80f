using EvalHarness.Decisions;
using NUnit.Framework;

namespace EvalHarness.Tests.Decisions;

public sealed class WinnersCurseTests
{
    [Test]
    public void Uplifts_that_noise_explains_shrink_to_the_prior()
    {
        Shrunk shrunk = WinnersCurse.Shrink([0.01, -0.01, 0.02, -0.02], [0.1, 0.1, 0.1, 0.1]);
        Assert.That(shrunk.Uplifts, Is.All.Zero);
    }

    [Test]
    public void Exact_uplifts_stay()
    {
        Shrunk shrunk = WinnersCurse.Shrink([0.1, -0.1, 0.2], [1e-6, 1e-6, 1e-6]);
        Assert.That(shrunk.Uplifts, Is.EqualTo([0.1, -0.1, 0.2]).Within(1e-6));
    }

    [Test]
    public void The_between_variance_is_that_of_DerSimonian_and_Laird()
    {
        // Equal weights: τ² = sample variance - s².
        Shrunk shrunk = WinnersCurse.Shrink([0.0, 0.1, 0.2], [0.05, 0.05, 0.05]);
        Assert.That(shrunk.BetweenVariance, Is.EqualTo(0.01 - 0.0025).Within(1e-12));
        Assert.That(shrunk.Uplifts[2], Is.EqualTo(0.2 * 0.75).Within(1e-12));
    }
}
