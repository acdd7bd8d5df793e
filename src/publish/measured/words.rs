//! The words of measured tables.

use crate::text::phrases;

phrases! {
    name: "Атауы", "Название", "Name";
    kind: "Түрі", "Вид", "Kind";
    nothing: "Таңдауда байланыс жоқ", "В выборке нет связей", "The selection has no ties";
    paper: "Анықтамасы", "Определение", "Definition";
    options: "Параметрлер", "Параметры", "Parameters";
    left_out: "Көрсетілмеген жолдар", "Не показано строк", "Rows not shown";
    one_source: "Тек бір дереккөзге сүйенетін қатынастар", "Отношения, известные только из одного источника", "Relations that rest on one source";
    undefined: "«—» — мән анықталмаған", "«—» — значение не определено", "“—” means that the value is not defined";
    of_node: "Түйін өлшемдері", "Меры узлов", "Measures of nodes";
    of_pair: "Жұп өлшемдері", "Меры пар", "Measures of pairs";
    of_group: "Топ өлшемдері", "Меры групп", "Measures of groups";
    of_network: "Бүкіл желі өлшемдері", "Меры сети в целом", "Measures of the network as a whole";
    no_group: "топсыз", "без группы", "without a group";
}
