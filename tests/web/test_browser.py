"""The pages as a reader sees them, in headless Chromium, on narrow and wide screens."""

import os
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn
from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

import detente
from detente.web import create_app

pytestmark = pytest.mark.browser

WIDTHS = (390, 1440)
_BROWSERS = ("chromium", "chromium-browser", "google-chrome")
_FLAGS = ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage")


def _programs() -> tuple[str, str]:
    browser = next((found for name in _BROWSERS if (found := shutil.which(name))), None)
    driver = shutil.which("chromedriver")
    if browser and driver:
        return browser, driver
    reason = "chromium and chromedriver are not installed; apt-get install chromium-driver"
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="module")
def browser() -> Iterator[webdriver.Chrome]:
    program, driver = _programs()
    options = webdriver.ChromeOptions()
    options.binary_location = program
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    for flag in _FLAGS:
        options.add_argument(flag)
    made = webdriver.Chrome(options=options, service=Service(driver))
    yield made
    made.quit()


@pytest.fixture(scope="module")
def address(database: Path) -> Iterator[str]:
    """A dashboard that runs in a thread, on a port that the system chose."""
    listener = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(create_app(database), log_level="warning", ws="none")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    server.should_exit = True
    thread.join()
    listener.close()


@pytest.fixture(scope="module")
def pages(database: Path) -> dict[str, str]:
    asked = {"dyad": ("RUS", "IDN"), "event_type": "CONSULT", "disputed": True}
    line = detente.connect(database).events(**asked)[0]
    return {
        "events": "/events?background=1",
        "event": f"/event/{line.record.id}",
        "dyad": "/dyad/RUS-MYS",
        "article": f"/article/{line.quotation.article.id}#s{line.quotation.sentence}",
        "people": "/people",
        "person": "/person/RUS:sergei-shoigu?on=2025-02-27",
        "actors": "/actors",
        "actor": "/actor/MYS?on=2025-02-27",
        "search": "/search?text=shoigu",
        "statements": "/statements?about=RUS",
        "facts": "/facts",
        "promises": "/promises",
        "forecasts": "/forecasts",
        "stories": "/stories",
        "story": f"/stories/{line.quotation.article.id}",
        "review": "/review",
        "not found": "/nope",
    }


def _show(browser: webdriver.Chrome, url: str, width: int = 1440, theme: str = "light") -> None:
    size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 500}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    # Without motion a page is where it is to be at once: nothing moves away from under a click.
    features = [
        {"name": "prefers-color-scheme", "value": theme},
        {"name": "prefers-reduced-motion", "value": "reduce"},
    ]
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
    browser.get(url)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(
    "name",
    [
        "events",
        "event",
        "dyad",
        "article",
        "people",
        "person",
        "actors",
        "actor",
        "search",
        "statements",
        "facts",
        "promises",
        "stories",
        "story",
        "forecasts",
    ],
)
def test_no_page_is_wider_than_the_screen(browser, address, pages, name, width):
    _show(browser, address + pages[name], width)
    too_wide = browser.execute_script(
        "return document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    assert too_wide == 0


def test_no_page_complains(browser, address, pages):
    browser.get_log("browser")
    for path in pages.values():
        _show(browser, address + path)
    complaints = [entry["message"] for entry in browser.get_log("browser")]
    assert [words for words in complaints if "/nope" not in words] == []


def test_words_of_articles_do_not_run(browser, address, database):
    hostile = next(
        line.quotation.article.id
        for line in detente.connect(database).events()
        if "<script>" in (line.quotation.article.title or "")
    )
    _show(browser, f"{address}/article/{hostile}")
    assert "<script>alert('x')</script>" in browser.find_element(By.TAG_NAME, "main").text
    assert browser.find_elements(By.CSS_SELECTOR, "main script, main img") == []


def test_the_evidence_marks_five_roles_in_five_styles(browser, address, pages):
    _show(browser, address + pages["event"])
    styles = {
        role: browser.find_element(By.CSS_SELECTOR, f".voices .m-{role}").value_of_css_property(
            "text-decoration-style"
        )
        for role in "avrdp"
    }
    assert len(set(styles.values())) == 5
    words = browser.find_element(By.CSS_SELECTOR, ".voices .m-d").text
    assert "Tuesday" in words


def test_a_number_leads_to_its_sentence_in_two_clicks(browser, address, pages):
    _show(browser, f"{address}/events?dyad=RUS-IDN&differs=1")
    browser.find_element(By.CSS_SELECTOR, "a.row").click()
    browser.find_element(By.CSS_SELECTOR, ".proof .where a").click()
    target = browser.find_element(By.CSS_SELECTOR, ".s:target")
    assert "Prabowo" in target.text
    assert "marked" in target.get_attribute("class")


def test_keys_move_among_events_and_open_one(browser, address):
    _show(browser, f"{address}/events")
    body = browser.find_element(By.TAG_NAME, "body")
    body.send_keys("jjk")
    assert browser.switch_to.active_element == browser.find_elements(By.CSS_SELECTOR, "a.row")[0]
    browser.switch_to.active_element.send_keys(Keys.ENTER)
    assert "/event/" in browser.current_url


def test_slash_goes_to_the_search_and_letters_typed_there_stay_there(browser, address):
    _show(browser, f"{address}/events")
    browser.find_element(By.TAG_NAME, "body").send_keys("/")
    browser.switch_to.active_element.send_keys("jakarta")
    assert browser.find_element(By.ID, "search").get_attribute("value") == "jakarta"
    browser.switch_to.active_element.send_keys(Keys.ENTER)
    assert "text=jakarta" in browser.current_url


def test_pages_read_completely_without_script(browser, address, pages):
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        _show(browser, address + pages["event"])
        shown = browser.find_element(By.TAG_NAME, "main").text
    finally:
        browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
    for heading in ("What is coded", "Evidence", "Where sources differ", "How it was coded"):
        assert heading in shown


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_stands_out_from_its_ground(browser, address, pages, theme):
    _show(browser, address + pages["event"], theme=theme)
    for selector in ("h1", ".where", ".detail", ".voices .m", ".rail a", ".foot", ".tag"):
        assert _contrast(browser, selector) >= 4.5, selector


@pytest.mark.parametrize("key", ["q", "k", "o"])
def test_g_and_a_letter_go_to_statements_facts_and_promises(browser, address, key):
    _show(browser, f"{address}/events")
    browser.find_element(By.TAG_NAME, "body").send_keys(f"g{key}")
    page = {"q": "statements", "k": "facts", "o": "promises"}[key]
    WebDriverWait(browser, 10).until(lambda seen: seen.current_url.endswith(f"/{page}"))
    browser.find_element(By.TAG_NAME, "body").send_keys("j")
    assert browser.switch_to.active_element.get_attribute("class") == "row"


def _found(browser, selector):
    """Return what a page holds once it is there; a click may still be loading it."""
    return WebDriverWait(browser, 10).until(
        lambda page: page.find_elements(By.CSS_SELECTOR, selector)
    )


def test_a_statement_leads_to_its_sentence_in_one_click(browser, address, pages):
    _show(browser, address + pages["statements"])
    browser.find_element(By.CSS_SELECTOR, "a.row").click()
    assert _found(browser, ".s:target")


@pytest.mark.parametrize("name", ["statements", "facts", "promises"])
def test_lists_of_what_is_said_read_completely_without_script(browser, address, pages, name):
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        _show(browser, address + pages[name])
        browser.find_element(By.CSS_SELECTOR, ".filters button").click()
        assert _found(browser, "a.row")
    finally:
        browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_of_statements_facts_and_promises_stands_out(browser, address, pages, theme):
    for name, selectors in {
        "statements": (".s-how", ".s-who .detail", ".stance", ".said", ".facets .n"),
        "facts": (".verdict", ".facts .where", ".facts .quiet", ".tag"),
        "promises": (".status", ".facts .quiet", ".factline .row", ".showing a"),
    }.items():
        _show(browser, address + pages[name], theme=theme)
        for selector in selectors:
            assert _contrast(browser, selector) >= 4.5, (name, selector)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_of_a_person_and_an_actor_stands_out(browser, address, pages, theme):
    for name, selectors in {
        "person": (".standing", ".plainrows thead th", ".names .quiet", ".met .detail"),
        "actor": (".offices .detail", ".offices .quiet", ".identity dt", ".partners .n"),
    }.items():
        _show(browser, address + pages[name], theme=theme)
        for selector in selectors:
            assert _contrast(browser, selector) >= 4.5, selector


def test_offices_are_bars_of_which_the_wide_or_the_narrow_one_shows(browser, address, pages):
    for width, shown in ((1440, "wide"), (390, "narrow")):
        _show(browser, address + pages["person"], width)
        figures = browser.find_elements(By.CSS_SELECTOR, ".bars")
        seen = [figure.get_attribute("class") for figure in figures if figure.is_displayed()]
        assert seen == [f"bars {shown}"]


def test_another_day_is_two_steps_by_keyboard(browser, address, pages):
    _show(browser, address + pages["person"])
    field = browser.find_element(By.NAME, "on")
    browser.execute_script("arguments[0].value = '2013-01-01'", field)
    field.send_keys(Keys.ENTER)
    WebDriverWait(browser, 10).until(lambda it: it.current_url.endswith("?on=2013-01-01"))
    assert "Minister of Defence" in browser.find_element(By.CLASS_NAME, "now").text


def test_a_word_of_an_article_leads_to_what_it_means_and_back(browser, address, pages):
    _show(browser, address + pages["article"].partition("#")[0])
    word = browser.find_element(By.CSS_SELECTOR, ".prose a.k-who")
    words = word.text
    word.click()
    target = browser.find_element(By.CSS_SELECTOR, ".links a:target")
    assert words in target.find_element(By.XPATH, "./ancestor::tr").text
    target.click()
    assert browser.find_element(By.CSS_SELECTOR, ".prose span:target").text == words


def test_a_participant_in_a_line_leads_to_its_page_and_the_line_to_the_event(browser, address):
    _show(browser, f"{address}/events?dyad=RUS-IDN&differs=1")
    browser.find_element(By.LINK_TEXT, "Sergei Shoigu (RUS)").click()
    assert browser.find_element(By.TAG_NAME, "h1").text == "Sergei Shoigu"


@pytest.mark.parametrize(
    ("keys", "heading"), [("ge", "Events"), ("gp", "People"), ("ga", "Actors")]
)
def test_g_and_a_letter_go_to_a_list(browser, address, keys, heading):
    _show(browser, f"{address}/dyad/RUS-MYS")
    browser.find_element(By.TAG_NAME, "body").send_keys(keys)
    assert browser.find_element(By.TAG_NAME, "h1").text == heading


def _contrast(browser: webdriver.Chrome, selector: str) -> float:
    """Return the contrast of an element's text with the ground below it, as WCAG has it."""
    ink, ground = browser.execute_script(
        """
        let at = document.querySelector(arguments[0]);
        const ink = getComputedStyle(at).color;
        const clear = (e) => getComputedStyle(e).backgroundColor === "rgba(0, 0, 0, 0)";
        while (at.parentElement && clear(at)) at = at.parentElement;
        const numbers = (colour) => colour.match(/[\\d.]+/g).map(Number);
        return [numbers(ink), numbers(getComputedStyle(at).backgroundColor)];
        """,
        selector,
    )
    light, dark = sorted((_luminance(ink), _luminance(ground)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: list[float]) -> float:
    shares = [part / 255 for part in colour[:3]]
    red, green, blue = (
        share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
