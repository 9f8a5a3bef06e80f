using Deque.AxeCore.Commons;

namespace EvalHarness.Tests.Reports;

/// <summary>What axe-core finds wrong with a page that a browser shows, as one who cannot see or cannot point would meet it.</summary>
internal static class Axe
{
    private const string Drawn = """
        (async () => {
          const root = document.documentElement;
          for (let y = 0; y < root.scrollHeight; y += 700) {
            scrollTo(0, y);
            await new Promise(done => setTimeout(done, 20));
          }
          scrollTo(0, 0);
          const waits = () => [...document.querySelectorAll('.plot')].some(plot => plot.getClientRects().length && !plot.querySelector('.main-svg'));
          for (let i = 0; i < 200 && waits(); i++) await new Promise(done => setTimeout(done, 50));
        })()
        """;

    // Style sheets of files cannot be read by a script; axe needs none of them for its rules but one on the way a phone is held.
    private const string Run = """
        axe.run(document, { resultTypes: ['violations'], preload: false }).then(found => found.violations.map(rule =>
          `${rule.id} (${rule.impact}): ${rule.help}: ${rule.nodes.slice(0, 3).map(node => node.target.join(' ')).join('; ')}, ${rule.nodes.length} in all`))
        """;

    // What is wider than the window though nothing around it scrolls; empty where the page is not.
    private const string Wide = """
        (() => {
          const root = document.documentElement;
          if (root.scrollWidth <= root.clientWidth) return '';
          const scrolls = element => element && element !== document.body && element !== root
            && (getComputedStyle(element).overflowX !== 'visible' || scrolls(element.parentElement));
          return [...document.querySelectorAll('body *')]
            .filter(one => one.getBoundingClientRect().right > root.clientWidth + 1 && !scrolls(one.parentElement)).slice(0, 4)
            .map(one => `${one.tagName}.${one.getAttribute('class') ?? ''} to ${Math.round(one.getBoundingClientRect().right)} px`).join('; ') || 'something';
        })()
        """;

    private static readonly string Script = new BundledAxeScriptProvider().GetScript();

    /// <summary>Shows a page light, dark and on a phone, and gives all that is wrong with it.</summary>
    /// <param name="browser">The browser.</param>
    /// <param name="page">Path of the page, or its address on this machine.</param>
    /// <param name="open">Opens what is folded; a script that may give a promise.</param>
    public static async Task<string[]> ViolationsAsync(Chromium browser, string page, string open = "0")
    {
        var found = new List<string>();
        foreach (
            var (name, isDark, width) in new[] { ("light", false, 1280), ("dark", true, 1280), ("phone", false, 390) }
        )
        {
            await browser.PreferAsync(isDark);
            await browser.ResizeAsync(width, 900);
            await browser.GoAsync(page);
            await browser.EvaluateAsync(Drawn);
            await browser.EvaluateAsync(open);
            await browser.EvaluateAsync(Script + ";0");
            var violations = await browser.EvaluateAsync(Run);
            found.AddRange(
                violations.EnumerateArray().Select(rule => $"{Path.GetFileName(page)}, {name}: {rule.GetString()}")
            );
            string wide = await browser.TextAsync(Wide);
            if (wide.Length > 0)
            {
                found.Add($"{Path.GetFileName(page)}, {name}: wider than the window: {wide}");
            }
        }

        return [.. found];
    }
}
