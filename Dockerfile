# The page on port 7860:  docker build -t yes-no . && docker run --rm -p 7860:7860 yes-no
FROM python:3.12-slim
ENV PYTHONUNBUFFERED=1 PIP_NO_CACHE_DIR=1
WORKDIR /app
COPY requirements.txt .
# PyTorch's own index has builds without CUDA, which are far smaller
RUN pip install torch==2.11.0 torchaudio==2.11.0 --index-url https://download.pytorch.org/whl/cpu \
    && pip install -r requirements.txt
COPY app.py README.md LICENSE ./
COPY core core
COPY demo demo
COPY checkpoints checkpoints
RUN useradd --create-home visitor
USER visitor
EXPOSE 7860
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
    CMD python -c "import urllib.request as u; u.urlopen('http://127.0.0.1:7860/', timeout=4)"
CMD ["python", "app.py", "--host", "0.0.0.0", "--port", "7860"]
