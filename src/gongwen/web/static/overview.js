// 总览: every picture is drawn from the table below it, so that the two cannot differ.

const style = getComputedStyle(document.documentElement);
const colour = (name) => style.getPropertyValue(name).trim();
const PINE = colour("--pine");
const PALE = "#9dbac3";
const OCHRE = colour("--ochre");
const LOOKS = {
  funnel: { axis: "y", colours: [PINE, PALE] },
  late: { axis: "y", colours: [OCHRE], columns: 1 },
  money: { axis: "y", colours: [PINE, PALE], columns: 2 },
  grades: { axis: "x", colours: [PINE] },
  scores: { axis: "y", colours: [PINE], columns: 1, highest: 100 },
};

function read(table, columns) {
  const headings = [...table.tHead.rows[0].cells].map((cell) => cell.textContent);
  const rows = [...table.tBodies[0].rows].slice(0, 12);
  const wanted = headings.slice(1, columns ? columns + 1 : undefined);
  return {
    labels: rows.map((row) => row.cells[0].textContent),
    series: wanted.map((label, at) => ({
      label,
      data: rows.map((row) => Number(row.cells[at + 1].textContent.replaceAll(",", ""))),
    })),
  };
}

function draw(place) {
  const look = LOOKS[place.dataset.chart];
  const { labels, series } = read(place.parentElement.querySelector("table"), look.columns);
  const datasets = series.map((one, at) => ({ ...one, backgroundColor: look.colours[at], maxBarThickness: 22 }));
  const value = { beginAtZero: true, suggestedMax: look.highest, ticks: { precision: 0 } };
  const name = { grid: { display: false } };
  new Chart(place.querySelector("canvas"), {
    type: "bar",
    data: { labels, datasets },
    options: {
      indexAxis: look.axis,
      animation: false,
      maintainAspectRatio: false,
      plugins: { legend: { display: series.length > 1, position: "bottom" } },
      scales: look.axis === "y" ? { x: value, y: name } : { x: name, y: value },
    },
  });
}

Chart.defaults.font.family = style.fontFamily;
Chart.defaults.font.size = 13;
Chart.defaults.color = colour("--ink");
document.querySelectorAll("[data-chart]").forEach(draw);
