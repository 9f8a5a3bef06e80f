using System.Text.Json;

namespace EvalHarness.Tests.Reports;

/// <summary>A page as one meets it who has no pointer: from its top with Tab to its end, and back.</summary>
internal static class KeyboardWalk
{
    private const int Tab = 9;

    /// <summary>Controls that may come on the way: the filters, the search and the list of a sample browser.</summary>
    private const int MostThatCome = 60;

    // Every control that can be used now, in the order of the page: of buttons that share one stop (tabs) the one that has it.
    private const string Controls = """
        (() => {
          window.controls = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex]')]
            .filter(one => one.tabIndex >= 0 && !one.disabled && one.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true }));
          window.placeOf = element => controls.indexOf(element);
          return controls.map(placeOf);
        })()
        """;

    // Where the focus is, and what is wrong with how it shows: out of the window, unmarked, faint, or below something else.
    private const string Focus = """
        (() => {
          const one = document.activeElement;
          if (!one || one === document.body) return null;
          const style = getComputedStyle(one);
          const box = [...one.getClientRects()].find(box => box.width > 0 && box.height > 0) ?? one.getBoundingClientRect();
          const wrong = [];
          if (box.width < 2 || box.height < 2) wrong.push('no size');
          if (box.bottom <= 0 || box.top >= innerHeight || box.right <= 0 || box.left >= document.documentElement.clientWidth) wrong.push('out of the window');
          if (!one.matches(':focus-visible') || style.outlineStyle === 'none' || parseFloat(style.outlineWidth) < 2) wrong.push('no mark');
          let opacity = 1;
          for (let node = one; node instanceof Element; node = node.parentElement) opacity *= Number(getComputedStyle(node).opacity);
          if (opacity < 0.9) wrong.push('faint');
          const { clientWidth, clientHeight } = document.documentElement;
          const within = (value, most) => Math.min(most - 1, Math.max(0, value));
          const top = document.elementFromPoint(within(box.left + box.width / 2, clientWidth), within(box.top + Math.min(box.height / 2, 12), clientHeight));
          if (!top || (top !== one && !one.contains(top) && !top.contains(one))) wrong.push('below ' + (top?.className?.baseVal ?? top?.className ?? 'nothing'));
          return { place: placeOf(one), name: one.tagName + ' ' + (one.getAttribute('aria-label') ?? one.textContent).trim().slice(0, 40), wrong: wrong.join(', ') };
        })()
        """;

    /// <summary>Walks through a page and gives all that is wrong on the way; empty where nothing is.</summary>
    /// <param name="browser">The browser, on the page.</param>
    public static async Task<string[]> FaultsAsync(Chromium browser)
    {
        await browser.EvaluateAsync("document.activeElement?.blur(); scrollTo(0, 0)");
        int[] controls = Places(await browser.EvaluateAsync(Controls));
        var (there, faults) = await StepsAsync(browser, controls.Length, isBack: false);

        faults.AddRange(controls.Except(there).Select(missed => $"never reached: control {missed}"));

        // What came while one walked, such as a list that is read when it is near, has no place among those that were there.
        int[] known = [.. there.Where(place => place >= 0)];
        if (!known.SequenceEqual(known.Order().Distinct()))
        {
            faults.Add("the order of the stops is not that of the page, or one comes twice");
        }

        if (there.Count > controls.Length + MostThatCome)
        {
            faults.Add($"{there.Count} stops for {controls.Length} controls: a trap");
        }

        var (back, onTheWay) = await StepsAsync(browser, controls.Length, isBack: true);
        faults.AddRange(onTheWay.Select(fault => "back: " + fault));
        if (!back.Where(place => place >= 0).SequenceEqual(known.Reverse()))
        {
            faults.Add("the way back is not the way there");
        }

        return [.. faults];
    }

    private static async Task<(List<int> Stops, List<string> Faults)> StepsAsync(
        Chromium browser,
        int most,
        bool isBack
    )
    {
        var (stops, faults) = (new List<int>(), new List<string>());
        while (stops.Count <= most + MostThatCome)
        {
            await browser.PressAsync("Tab", Tab, isBack);
            var at = await browser.EvaluateAsync(Focus);
            if (at.ValueKind != JsonValueKind.Object)
            {
                break;
            }

            stops.Add(at.GetProperty("place").GetInt32());
            if (at.GetProperty("wrong").GetString() is { Length: > 0 } wrong)
            {
                faults.Add($"{at.GetProperty("name").GetString()}: {wrong}");
            }
        }

        return (stops, faults);
    }

    private static int[] Places(JsonElement places) => [.. places.EnumerateArray().Select(place => place.GetInt32())];
}
