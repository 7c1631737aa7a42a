using Lifetop.Model.Query;

namespace Lifetop.Screens.Grid;

/// <summary>Which order holds: the one chosen, but attention is looked at longest first and the tree by name until somebody asks otherwise there.</summary>
internal sealed class ListOrder
{
    private static readonly RowOrder LongestFirst = new(WorkerOrder.By(WorkerFields.Find("age")!, descending: true));
    private static readonly RowOrder ByName = new(WorkerOrder.By(WorkerFields.Find("name")!));

    private RowOrder _chosen = RowOrder.Default;
    private RowOrder? _ofAttention, _ofTree;
    private string? _setting;

    public RowOrder Of(GridView view, bool isTree)
        => isTree ? _ofTree ?? ByName : view == GridView.Attention ? _ofAttention ?? LongestFirst : _chosen;

    /// <summary>True when it is the order of the list as such, which is kept; the others are begun anew each time.</summary>
    public bool Choose(WorkerOrder order, GridView view, bool isTree)
    {
        if (isTree)
            _ofTree = new RowOrder(order);
        else if (view == GridView.Attention)
            _ofAttention = new RowOrder(order);
        else
            (_chosen, _setting) = (new RowOrder(order), order.Word);
        return !isTree && view != GridView.Attention;
    }

    /// <summary>The user's setting became another one; true when rows stand otherwise for it.</summary>
    public bool Follow(UiSettings settings)
    {
        if (settings.Sort == _setting)
            return false;
        _setting = settings.Sort;
        _chosen = _setting is not null && WorkerOrder.Parse(_setting, out _) is { } order ? new RowOrder(order) : RowOrder.Default;
        return true;
    }

    /// <summary>The same the other way round.</summary>
    public static WorkerOrder Turned(WorkerOrder order)
    {
        if (order.Field is not { } field)
            return WorkerOrder.By(WorkerFields.Find("state")!, descending: true);
        return field.Name == "state" && order.Descending ? WorkerOrder.Default : WorkerOrder.By(field, !order.Descending);
    }

    /// <summary>By this field, which is null for the order of states; the other way round when it holds already.</summary>
    public static WorkerOrder Asked(WorkerField? field, WorkerOrder present)
        => IsBy(field, present) ? Turned(present) : Usual(field);

    public static bool IsBy(WorkerField? field, WorkerOrder order)
        => IsOfStates(order.Field) ? IsOfStates(field) : field == order.Field;

    private static bool IsOfStates(WorkerField? field) => field is null || field.Name == "state";

    /// <summary>By this field the way people ask for first: the most of a number, the first of words.</summary>
    public static WorkerOrder Usual(WorkerField? field)
        => IsOfStates(field) ? WorkerOrder.Default : WorkerOrder.By(field!, field!.Number is not null);

    public static bool IsUsual(WorkerOrder order)
        => order.Field is null || (order.Field.Name == "state" ? !order.Descending : order.Field.Number is null != order.Descending);
}
